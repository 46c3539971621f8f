"""Text blocks, letters and samples: their files, without looking at anything else."""

from __future__ import annotations

import json
import re
from typing import Any, get_args

from django.utils.translation import gettext_lazy as _

from casework.services.package.parts import (
    Aspect,
    ClauseKind,
    Letter,
    Sample,
    TextBlock,
    TextUse,
)
from casework.services.package.problems import Problem
from casework.services.package.step_parts import Outcome
from casework.services.package.tables import Table, parse_toml

HEAD = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)
TEMPLATES = tuple(
    f"letters/{kind}.html"
    for kind in (
        *("decision", "certificate", "document_request", "hearing", "acknowledgement"),
        *("consultation", "interim", "referral"),
    )
)
INCOMPLETE = "incomplete"
MAX_DEPTH = 40


def read_text(file: str, text: str, problems: list[Problem]) -> TextBlock | None:
    """A text block from ``texts/<key>.md``; None, with a problem noted, without a head."""
    found = HEAD.match(text.replace("\r\n", "\n"))
    if not found:
        problems.append(Problem(file, "", "front-matter"))
        return None
    table = parse_toml(file, found[1], problems)
    if table is None:
        return None
    block = TextBlock(
        key=_stem(file),
        title=table.text("title", required=True),
        use=table.choice("use", get_args(TextUse)),
        outcome=table.choice("outcome", get_args(Outcome), default=""),
        norms=table.texts("norms"),
        when=_when(table.table("when")),
        paragraphs=_paragraphs(found[2]),
        clause=_only_for(table, "clause", "ancillary", get_args(ClauseKind), "obligation"),
        aspect=_only_for(table, "aspect", "consideration", get_args(Aspect)),
    )
    table.done()
    if not block.paragraphs:
        problems.append(Problem(file, "", "empty", {"key": "text"}))
    return block


def _only_for(
    table: Table, key: str, use: str, allowed: tuple[str, ...], default: str | None = None
) -> Any:
    """A key that only blocks of one use have; for them the default, or it is required."""
    if table.values.get("use") == use:
        return table.choice(key, allowed, default=default)
    if table.text(key):
        table.note("not-for-this-use", key=key, use=use)
    return ""


def read_letter(file: str, text: str, problems: list[Problem]) -> Letter | None:
    """A letter from ``letters/<key>.toml``; None, with a problem noted, if it is no TOML."""
    table = parse_toml(file, text, problems)
    if table is None:
        return None
    letter = Letter(
        key=_stem(file),
        subject=table.text("subject", required=True),
        template=table.choice("template", TEMPLATES),
        opening=table.texts("opening", required=True),
        closing=table.texts("closing", required=True),
    )
    table.done()
    return letter


def read_sample(file: str, text: str, problems: list[Problem]) -> Sample | None:
    """A sample from ``samples/<key>.json``: ``{"note": …, "data": {…}, "documents": […]}``."""
    raw = read_json(file, text, problems)
    if raw is None:
        return None
    table = Table(raw, file, "", problems)
    data = table.table("data", required=True)
    sample = Sample(
        key=_stem(file),
        note=table.text("note", required=True),
        data=data.values if data else {},
        documents=table.texts("documents"),
        complete=not _stem(file).startswith(INCOMPLETE),
    )
    table.done()
    return sample


def read_json(file: str, text: str, problems: list[Problem]) -> dict[str, Any] | None:
    """A JSON object; None, with a problem noted, for anything else."""
    try:
        value = json.loads(text)
        _no_deeper_than(value, MAX_DEPTH)
    except (ValueError, RecursionError) as error:  # also numbers too long, brackets too deep
        problems.append(Problem(file, "", "json", {"reason": str(error)}))
        return None
    if not isinstance(value, dict):
        problems.append(
            Problem(file, "", "wrong-type", {"key": file, "expected": _("an object { … }")})
        )
        return None
    return value


def _no_deeper_than(value: Any, depth: int) -> None:
    """ValueError for a value nested more than ``depth`` levels deep."""
    if depth == 0:
        raise ValueError(f"nested more than {MAX_DEPTH} levels deep")
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in inner:
        _no_deeper_than(child, depth - 1)


def _when(table: Table | None) -> dict[str, tuple[str | bool, ...]]:
    if table is None:
        return {}
    found: dict[str, tuple[str | bool, ...]] = {}
    for key in table.values:
        value = table.raw(key)
        if not isinstance(value, list) or not all(isinstance(v, str | bool) for v in value):
            table.note("wrong-type", key=key, expected=_("a list of texts"))
        else:
            found[key] = tuple(value)
    return found


def _paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs are separated by empty lines; single line ends are only for the writer."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return tuple(" ".join(block.split()) for block in blocks if block.strip())


def _stem(file: str) -> str:
    return file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
