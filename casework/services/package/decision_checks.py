"""What a package says about decisions must fit together: letters, discretion, value, answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from casework.services.package.contents import Package
from casework.services.package.law_checks import SERVICE, place_of_step
from casework.services.package.pointers import parts, subschema
from casework.services.package.problems import Problem, Word
from casework.services.package.step_parts import LETTERS, Step

DECISION = "letters/decision.html"
CERTIFICATE = "letters/certificate.html"
REFERRAL = "letters/referral.html"
NUMBERS = ("number", "integer", "string")


def decision_problems(package: Package) -> Iterator[Problem]:
    """Every contradiction in what the package says about decisions and the answers before them."""
    yield from _letter_problems(package)
    yield from _template_problems(package)
    yield from _value_problems(package)
    for step in package.steps:
        yield from _discretion_problems(package, step)
        yield from _answer_problems(step)


def missing(
    step: Step, what: Word, named: Iterable[str], known: Iterable[str]
) -> Iterator[Problem]:
    """What a step names but the package does not have."""
    for value in named:
        if value not in known:
            params: dict[str, Word] = {
                "what": what,
                "value": value,
                "allowed": ", ".join(known) or "-",
            }
            yield Problem(SERVICE, place_of_step(step), "no-such-reference", params)


def _letter_problems(package: Package) -> Iterator[Problem]:
    """Each outcome has its letter; an application that may be incomplete has the request."""
    needed = {"document_request"} if package.documents else set()
    for step in package.steps:
        for outcome in step.outcomes:
            if not step.letter_for(outcome):
                params = {"value": outcome}
                yield Problem(SERVICE, place_of_step(step), "no-letter-for-outcome", params)
            elif outcome not in step.letters:
                needed.add(LETTERS[outcome])
    for key in sorted(needed - {letter.key for letter in package.letters}):
        yield Problem(f"letters/{key}.toml", "", "missing-file")


def _template_problems(package: Package) -> Iterator[Problem]:
    """A decision has the template of a decision, a letter that is none has another.

    Only the certificate of a permit by fiction may look like any other certificate. A referral
    names the competent body, which no step knows: it is written without one.
    """
    templates = {letter.key: letter.template for letter in package.letters}
    for step in package.steps:
        uses = [(step.letter, "")] if step.kind == "letter" else []
        uses += [(step.letter_for(outcome), outcome) for outcome in step.outcomes]
        for key, outcome in uses:
            decides = templates.get(key) == DECISION
            certifies = outcome == "certify" and templates.get(key) == CERTIFICATE
            fits = decides == (step.kind == "decide") or certifies
            if key in templates and (not fits or templates[key] == REFERRAL):
                params = {"value": key, "template": templates[key], "kind": step.kind}
                yield Problem(SERVICE, place_of_step(step), "wrong-template", params)


def _value_problems(package: Package) -> Iterator[Problem]:
    """The value of a decision stands in a field of the form or in a money field of a step."""
    value = package.value
    if value.startswith("/"):
        found = subschema(package.schema, parts(value))
        if found is None or found.get("type") not in NUMBERS:
            yield Problem(SERVICE, "[service] value", "no-such-pointer", {"value": value})
    elif value:
        known = [f.key for step in package.steps for f in step.fields if f.type == "money"]
        if value not in known:
            params: dict[str, Word] = {
                "what": _("money field"),
                "value": value,
                "allowed": ", ".join(known) or "-",
            }
            yield Problem(SERVICE, "[service] value", "no-such-reference", params)


def _discretion_problems(package: Package, step: Step) -> Iterator[Problem]:
    if step.lack_of_cooperation and "refuse" not in step.outcomes:
        yield Problem(SERVICE, place_of_step(step), "lack-of-cooperation")
    uses = {text.key: text.use for text in package.texts}
    weighing = [key for key in step.texts if uses.get(key) == "consideration"]
    if weighing and not step.discretion:
        params = {"value": ", ".join(weighing)}
        yield Problem(SERVICE, place_of_step(step), "no-discretion", params)


def _answer_problems(step: Step) -> Iterator[Problem]:
    field = next((field for field in step.fields if field.key == step.ended_by), None)
    if not step.answered_when or field is None:
        return
    if not field.options:
        yield Problem(SERVICE, place_of_step(step), "no-answer-to-tell", {"value": field.key})
    else:
        yield from missing(step, _("option"), step.answered_when, field.values())
