"""What a check is, and what it finds. All boilerplate of the checks lives here."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.utils.functional import Promise

from casework.decisions.checks.draft import Draft

Severity = Literal["blocker", "warning"]
BLOCKER: Severity = "blocker"
WARNING: Severity = "warning"
Text = str | Promise
Look = Callable[[Draft], "Found | None"]


@dataclass(frozen=True)
class Found:
    """What a check came upon in a draft.

    `words` fill question and remedy, `facts` are what else the check looked at; both say when the
    same finding has become another one. `norm` is more exact than the check's own, or "".
    """

    facts: tuple[object, ...]
    words: Mapping[str, object]
    norm: str


def found(*facts: object, norm: str = "", **words: object) -> Found:
    """The answer of a check that has something to say; None is that of one that has not."""
    return Found(facts, words, norm)


@dataclass(frozen=True)
class Finding:
    """A question to the caseworker: how grave, on which norm, and how to mend it.

    A blocker stops the notice; a lead may override it where it is `overridable`. A warning asks for
    a reason, for which `answers` are offered. `place` is the id of the field on the page, "" where
    there is none. The `fingerprint` changes with the facts the check looked at.
    """

    code: str
    severity: Severity
    norm: str
    question: str
    remedy: str
    looked_at: str
    overridable: bool
    place: str
    answers: tuple[str, ...]
    fingerprint: str

    @property
    def blocks(self) -> bool:
        return self.severity == BLOCKER


@dataclass(frozen=True)
class Check:
    """One rule: its norm by procedure law, what it asks, and the function that looks.

    A check never reads free text for meaning, and it never asks the database: all it may look at
    is in the draft.
    """

    code: str
    severity: Severity
    norms: Mapping[str, str]
    title: Text
    question: Text
    remedy: Text
    looked_at: Text
    look: Look
    place: str = ""
    overridable: bool = False
    answers: tuple[Text, ...] = field(default=())

    def __call__(self, draft: Draft) -> Finding | None:
        """The finding for this draft, or None when there is nothing to object to."""
        seen = self.look(draft)
        if seen is None:
            return None
        return Finding(
            code=self.code,
            severity=self.severity,
            norm=seen.norm or self.norms.get(draft.regime, ""),
            question=_filled(self.question, seen),
            remedy=_filled(self.remedy, seen),
            looked_at=str(self.looked_at),
            overridable=self.overridable,
            place=self.place,
            answers=tuple(map(str, self.answers)),
            fingerprint=_fingerprint(self.code, seen),
        )


def check(
    code: str,
    severity: Severity,
    norms: Mapping[str, str],
    *,
    title: Text,
    question: Text,
    remedy: Text,
    looked_at: Text,
    place: str = "",
    overridable: bool = False,
    answers: tuple[Text, ...] = (),
) -> Callable[[Look], Check]:
    """Make a check of the function that looks. Only a blocker can be overridden."""
    if overridable and severity != BLOCKER:
        raise ValueError(f"{code}: a warning is answered, not overridden")

    def made(look: Look) -> Check:
        return Check(
            code, severity, norms, title, question, remedy, looked_at, look,
            place=place, overridable=overridable, answers=answers,
        )  # fmt: skip

    return made


def norms(vwvfg: str, sgbx: str, ao: str) -> dict[str, str]:
    """The norm of a check under each procedure law."""
    return {"VwVfG": vwvfg, "SGB X": sgbx, "AO": ao}


def same(norm: str) -> dict[str, str]:
    """One norm under every procedure law."""
    return norms(norm, norm, norm)


def _filled(text: Text, seen: Found) -> str:
    return str(text) % seen.words if seen.words else str(text)


def _fingerprint(code: str, seen: Found) -> str:
    said = json.dumps([code, seen.facts, dict(seen.words)], default=str, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
