"""Everything in the database that belongs to cases, found along the keys of the models.

Not a list written by hand: a table that is added later with a key to a case, or to what belongs to
one, is found without anybody thinking of it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db import models

from casework.cases.models import Case

Found = dict[type[models.Model], set[Any]]

# What people are told of, in this order; the rest counts as "entries".
TOLD = (
    "cases.party",
    "cases.document",
    "notices.notice",
    "decisions.decision",
    "delivery.delivery",
    "delivery.objection",
    "cases.note",
    "cases.contact",
    "cases.appointment",
    "intake.submission",
)


def belongings(cases: Collection[int]) -> Found:
    """The keys of all rows that belong to the cases (ids), by model; the cases themselves first."""
    found: Found = {Case: set(cases)}
    waiting: list[type[models.Model]] = [Case]
    while waiting:
        model = waiting.pop()
        for related, field in _pointing_to(model, stays=False):
            rows = related._base_manager.filter(**{f"{field}__in": found[model]})
            new = set(rows.values_list("pk", flat=True)) - found.get(related, set())
            if new:
                found.setdefault(related, set()).update(new)
                waiting.append(related)
    return found


def counted(found: Mapping[type[models.Model], Collection[Any]]) -> dict[str, int]:
    """How much there is of what people know, and of everything else together ("rest")."""
    counts: Counter[str] = Counter()
    for model, keys in found.items():
        label = model._meta.label_lower
        counts[label if label in TOLD else "rest"] += len(keys)
    return {label: counts[label] for label in (*TOLD, "rest") if counts[label]}


def erase_rows(found: Found, *, frozen: Collection[str]) -> None:
    """Delete the rows; those of `frozen` models (labels) went another way.

    Raw, without an entry of the log for each row: the run has one, and the proof says what went.
    The keys are checked when the transaction ends, so that the order does not matter.
    """
    for model, keys in found.items():
        for related, field in _pointing_to(model, stays=True):
            related._base_manager.filter(**{f"{field}__in": keys}).update(**{field: None})
        if model._meta.label_lower not in frozen:
            rows = model._base_manager.filter(pk__in=keys)
            rows._raw_delete(rows.db)


def _pointing_to(
    model: type[models.Model], *, stays: bool
) -> Iterator[tuple[type[models.Model], str]]:
    """Models with a key to `model`: those whose rows stay without it, or those that go with it."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):  # one-to-one is one of them
            continue
        if (relation.on_delete is models.SET_NULL) is stays:
            yield relation.related_model, relation.field.name
