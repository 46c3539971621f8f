"""The product's own texts of letters that belong to no step (letter_texts/*.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casework.notices.models import Notice
from casework.services.package import Period

FOLDER = Path(__file__).parent.parent / "letter_texts"
Kind = Notice.Kind
FREE_KINDS: tuple[str, ...] = (
    Kind.ACKNOWLEDGEMENT,
    Kind.DOCUMENT_REQUEST,
    Kind.HEARING,
    Kind.CONSULTATION,
    Kind.INTERIM,
    Kind.REFERRAL,
    Kind.CERTIFICATE,
)
"""Everything but decisions: those have a step of their own."""


@dataclass(frozen=True)
class Also:
    """Paragraphs for a case in which `when` holds, with the norms they rest on."""

    when: str
    paragraphs: tuple[str, ...]
    law: tuple[str, ...]


@dataclass(frozen=True)
class FreeText:
    """The default of one kind of letter; `law` by procedure law.

    `period` is set to the addressee, `reply_in` to the authority itself.
    """

    subject: str
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    also: tuple[Also, ...]
    period: Period | None
    reply_in: Period | None
    law: Mapping[str, tuple[str, ...]]


@cache
def free_text(kind: str) -> FreeText:
    """The default of a kind; KeyError for a kind that has none."""
    if kind not in FREE_KINDS:
        raise KeyError(kind)
    raw = tomllib.loads((FOLDER / f"{kind}.toml").read_text(encoding="utf-8"))
    return FreeText(
        subject=raw["subject"],
        opening=tuple(raw["opening"]),
        closing=tuple(raw["closing"]),
        also=tuple(
            Also(one["when"], tuple(one["paragraphs"]), tuple(one.get("law", ())))
            for one in raw.get("also", ())
        ),
        period=_period(raw.get("period")),
        reply_in=_period(raw.get("reply_in")),
        law={regime: tuple(cites) for regime, cites in raw.get("law", {}).items()},
    )


def _period(text: str | None) -> Period | None:
    return Period(int(text[:-1]), text[-1]) if text else None
