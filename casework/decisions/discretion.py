"""Discretion, recorded as considerations by aspect that become part of the reasons.

Where the law leaves the decision to the authority, the reasons must show what it weighed
(§ 39 I 3 VwVfG, § 35 I 3 SGB X, § 121 I AO), by the purpose and within the bounds of the power
(§ 40 VwVfG, § 39 I SGB I, § 5 AO).
"""

from collections.abc import Iterable, Mapping
from typing import TypedDict, get_args

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.services.package.parts import Aspect

ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
QUESTIONS: Mapping[Aspect, tuple[Promise | str, Promise | str]] = {
    "purpose": (_("Purpose of the norm"), _("What is the power for, and does this serve it?")),
    "circumstances": (_("Circumstances of the case"), _("What is special here?")),
    "person": (_("Interest of the person"), _("What does it mean for them? What did they say?")),
    "public": (_("Public interest"), _("What does the general public need?")),
    "equality": (_("Equal treatment"), _("How were cases like this decided?")),
    "milder": (_("Milder means"), _("Would less do as well?")),
    "proportionality": (_("Proportionality"), _("Is the result fair, all things weighed?")),
}
"""What each aspect is called, and the question it asks."""


class Consideration(TypedDict):
    """One consideration: its aspect and its words, as they stand in the notice."""

    aspect: Aspect
    text: str


def by_aspect(texts: Iterable[tuple[Aspect, str]]) -> list[Consideration]:
    """Considerations in the order of the aspects; several of one aspect become paragraphs."""
    found: dict[Aspect, list[str]] = {aspect: [] for aspect in ASPECTS}
    for aspect, text in texts:
        if text.strip():
            found[aspect].append(text.strip())
    return [
        {"aspect": aspect, "text": "\n\n".join(parts)} for aspect, parts in found.items() if parts
    ]
