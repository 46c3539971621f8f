"""Which law comes first where many fit: general procedural law, then what offices apply daily."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def precedence() -> dict[str, float]:
    """Slug of a statute -> weight of its norms in a search; a statute not named has 1."""
    lines = Path(__file__).with_name("precedence.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {slug: float(weight) for slug, weight, _ in rows}
