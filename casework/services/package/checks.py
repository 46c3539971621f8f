"""Checks across the files of a package: everything one file says about another must be true."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from casework.services.package.contents import Package
from casework.services.package.decision_checks import decision_problems, missing
from casework.services.package.expression_checks import expression_problems
from casework.services.package.law_checks import SERVICE, law_problems, place_of_step
from casework.services.package.pointers import parts, subschema
from casework.services.package.problems import Problem, Word
from casework.services.package.process_model import ProcessModel
from casework.services.package.schema import errors
from casework.services.package.text_checks import text_problems


def cross_problems(package: Package, process: ProcessModel) -> list[Problem]:
    """Every contradiction between the parts of a package that were each read without problems."""
    return [
        *_duplicates(package),
        *_task_problems(package, process),
        *expression_problems(package, process),
        *law_problems(package),
        *_pointer_problems(package),
        *_reference_problems(package),
        *decision_problems(package),
        *_start_problems(package),
        *text_problems(package),
        *_sample_problems(package),
    ]


def _duplicates(package: Package) -> Iterator[Problem]:
    fields = [f.key for step in package.steps for f in step.fields]
    for place, keys in (
        ("[[steps]]", [step.task for step in package.steps]),
        ("[[documents]]", [document.key for document in package.documents]),
        ("[[steps.fields]]", fields),
        *((place_of_step(s) + " checklist", [i.key for i in s.checklist]) for s in package.steps),
    ):
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield Problem(SERVICE, place, "duplicate", {"value": key})


def _task_problems(package: Package, process: ProcessModel) -> Iterator[Problem]:
    bound = {step.task for step in package.steps}
    known = process.tasks | process.awaited
    for task in process.tasks:
        if task not in bound:
            yield Problem(package.process.file, "", "unbound-task", {"task": task})
    for step in package.steps:
        place = place_of_step(step)
        if step.task not in known:
            params = {"task": step.task, "allowed": ", ".join(known)}
            yield Problem(SERVICE, place, "unknown-task", params)
        if step.task in process.awaited and step.kind != "wait":
            params = {"task": step.task, "kind": step.kind}
            yield Problem(SERVICE, place, "awaited-needs-wait", params)
        if not step.law:
            yield Problem(SERVICE, place, "no-law")


def _pointer_problems(package: Package) -> Iterator[Problem]:
    used = [(f"[identity] {part}", pointer) for part, pointer in package.identity.items()]
    used += [("[[summary_fields]]", field.pointer) for field in package.summary_fields]
    used += [(f"[[documents]] ({d.key})", d.when) for d in package.documents if d.when]
    used += [
        (f"{place_of_step(step)} {field.key}", field.default_from)
        for step in package.steps
        for field in step.fields
        if field.default_from
    ]
    if package.fee and package.fee.choice:
        used.append(("[fee] choice", package.fee.choice))
    for place, pointer in used:
        known = pointer.startswith("/") and subschema(package.schema, parts(pointer))
        if not known:
            yield Problem(SERVICE, place, "no-such-pointer", {"value": pointer})


def _reference_problems(package: Package) -> Iterator[Problem]:
    letters = [letter.key for letter in package.letters]
    texts = [text.key for text in package.texts]
    tasks = [step.task for step in package.steps]
    for step in package.steps:
        named = [step.letter] if step.letter else []
        named += step.letters.values()
        yield from missing(step, _("letter"), named, letters)
        yield from missing(step, _("text block"), step.texts, texts)
        yield from missing(step, _("step"), [step.due_from] if step.due_from else [], tasks)
        fields = [field.key for field in step.fields]
        yield from missing(step, _("field"), [step.ended_by] if step.ended_by else [], fields)
        yield from missing(step, _("outcome"), step.letters, step.outcomes)
    used = {key for step in package.steps for key in step.texts}
    for key in sorted(set(texts) - used):
        yield Problem(f"texts/{key}.md", "", "unused")


def _start_problems(package: Package) -> Iterator[Problem]:
    """Fields that start or extend the processing period must be dates some step asks for."""
    period = package.processing_period
    dates = [f.key for step in package.steps for f in step.fields if f.type == "date"]
    named = {"started_by": period.started_by, "extended_by": period.extended_by} if period else {}
    for key, value in named.items():
        if value and value not in dates:
            params: dict[str, Word] = {
                "what": _("date field"),
                "value": value,
                "allowed": ", ".join(dates) or "-",
            }
            yield Problem(SERVICE, f"[processing_period] {key}", "no-such-reference", params)


def _sample_problems(package: Package) -> Iterator[Problem]:
    for sample in package.samples:
        file = f"samples/{sample.key}.json"
        wrong = errors(package.schema, sample.data)
        missing = package.missing_documents(sample.data, sample.documents)
        if not sample.complete:
            if not wrong and not missing:
                yield Problem(file, "", "sample-complete")
            continue
        for error in wrong:
            place = "/".join(map(str, error.path)) or "/"
            params = {"place": place, "reason": error.message[:200]}
            yield Problem(file, "", "sample-invalid", params)
        for document in missing:
            yield Problem(file, "", "sample-incomplete", {"value": document.key})
