"""What is decided: an outcome the process allows, in words without gaps, also for the reader."""

import re

from django.utils.translation import gettext_lazy as _

from casework.decisions.checks.draft import Draft
from casework.decisions.checks.finding import BLOCKER, WARNING, Found, check, found, norms
from casework.decisions.texts import paragraphs

GAP = re.compile(r"\[…\]|\[\.\.\.\]|\{\{|\}\}|\{%")
DEFINITE = norms("§ 37 Abs. 1 VwVfG", "§ 33 Abs. 1 SGB X", "§ 119 Abs. 1 AO")


@check(
    "outcome",
    BLOCKER,
    norms("§ 9 VwVfG", "§ 8 SGB X", "§ 118 Satz 1 AO"),
    title=_("The step of the process leads to this outcome"),
    question=_("This step of the process does not lead to that outcome."),
    remedy=_("Choose one of the outcomes of this step."),
    looked_at=_("the outcome and those the step allows"),
    place="outcome",
)
def outcome(draft: Draft) -> Found | None:
    return None if draft.outcome in draft.binding.outcomes else found(draft.outcome)


@check(
    "operative-part",
    BLOCKER,
    DEFINITE,
    title=_("The operative part is there"),
    question=_("What is decided? The operative part is empty."),
    remedy=_("Write the operative part or choose the outcome again to fill in the text block."),
    looked_at=_("the operative part"),
    place="operative_part",
)
def operative_part(draft: Draft) -> Found | None:
    return None if draft.decision.operative_part.strip() else found()


@check(
    "operative-points",
    WARNING,
    DEFINITE,
    title=_("A grant in part also says what is refused"),
    question=_("What is refused? The operative part of a grant in part has one point only."),
    remedy=_("Say in one point what is granted and in another that the rest is refused."),
    looked_at=_("the outcome and the number of points of the operative part"),
    place="operative_part",
    answers=(_("One sentence says both."),),
)
def operative_points(draft: Draft) -> Found | None:
    points = paragraphs(draft.decision.operative_part)
    return found(points) if draft.outcome == "partial" and len(points) == 1 else None


@check(
    "gap",
    BLOCKER,
    DEFINITE,
    title=_("No text has a gap"),
    question=_("A text block has a gap that could not be filled: […]"),
    remedy=_("Replace every […] by what belongs there."),
    looked_at=_("the marks of unfilled placeholders in all texts"),
    place="operative_part",
)
def gap(draft: Draft) -> Found | None:
    gaps = sum(len(GAP.findall(text)) for text in draft.texts())
    return found(gaps) if gaps else None


@check(
    "plain-language",
    WARNING,
    norms("§ 11 Abs. 1 Satz 2 BGG", "§ 19 Abs. 1a SGB X", "§ 11 Abs. 1 Satz 2 BGG"),
    title=_("Who asked for plain language gets it"),
    question=_("Will %(who)s understand it? They asked for plain language; there is no such text."),
    remedy=_("Add the page in plain language. For offices of a Land its own act says the same."),
    looked_at=_("whether the addressee asked for plain language, and the text in it"),
    place="plain_text",
    answers=(_("The decision is explained in a conversation."),),
)
def plain_language(draft: Draft) -> Found | None:
    party = draft.addressee
    if party is None or not party.plain_language or draft.decision.plain_text.strip():
        return None
    return found(party.pk, who=party.name)


@check(
    "language",
    WARNING,
    norms("§ 23 Abs. 1 VwVfG", "§ 19 Abs. 1 Satz 1 SGB X", "§ 87 Abs. 1 AO"),
    title=_("A translation is there for who speaks another language"),
    question=_(
        "Will %(who)s understand it? The notice is in German, the official language; their "
        "language is another one (%(language)s)."
    ),
    remedy=_("Add a translation of what is decided; the German text stays the binding one."),
    looked_at=_("the language of the addressee and of the translation"),
    place="translation",
    answers=(
        _("The person understands German well enough."),
        _("The decision is explained with an interpreter."),
    ),
)
def language(draft: Draft) -> Found | None:
    party, decision = draft.addressee, draft.decision
    if party is None or _primary(party.language) in ("", "de"):
        return None
    translated = decision.translation.strip() and _primary(decision.translation_language)
    if translated == _primary(party.language):
        return None
    return found(party.pk, who=party.name, language=party.language)


def _primary(code: str) -> str:
    """The language of a tag such as "tr-TR"."""
    return code.strip().lower().partition("-")[0]


CHECKS = (outcome, operative_part, operative_points, gap, plain_language, language)
