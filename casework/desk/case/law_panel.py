"""The law beside a step: each norm, its passage, what changed in it, what the office knows."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.access.models import User
from casework.cases.models import Case
from casework.lawwatch.beside import Beside, step_facts
from casework.lawwatch.bindings import BindingState, Change, state_of_binding
from casework.services.package import LawBinding
from legal import passages
from legal.addressing import text_at
from legal.history import NormHistory, cited_law
from legal.passages import Passage
from legal.shelf import remembering
from legal.texts import bodies_of
from legal.versions import in_force


@dataclass(frozen=True)
class Place:
    """Where the panel stands and who looks: the step `task` of `case`, on the day `on`."""

    case: Case
    task: str
    user: User
    on: date


@dataclass(frozen=True)
class ShownChange:
    """A change of a bound norm; `part_changed`: the cited part itself reads otherwise."""

    change: Change
    reviewed_on: date | None
    part_changed: bool


@dataclass(frozen=True)
class LawEntry:
    """A citation, why it matters here in our words, and the passage if its law is loaded.

    `absent` is the norm that is there without a text in force today, `is_unknown` says that the law
    has no such norm. `ends_statute`: the next entry is of another statute, so the Stand is to be
    said here.
    """

    cite: str
    why: str
    passage: Passage | None
    official_url: str
    absent: NormHistory | None
    is_unknown: bool
    ends_statute: bool
    changes: tuple[ShownChange, ...]
    beside: Beside

    @property
    def key(self) -> Hashable:
        """Stands for all but the changes, the notes and the earlier decisions."""
        absent = self.absent.norm if self.absent else None
        there = (absent and (absent.statute.slug, absent.key), self.is_unknown, self.official_url)
        shown = self.passage.key if self.passage else there
        return (self.cite, self.why, shown, self.ends_statute, self.beside.neighbours)


def law_panel(bindings: Sequence[LawBinding], place: Place) -> list[LawEntry]:
    """The entries of a step in the package's order.

    Three queries at most, however many: statutes and norms, what stands beside them, and texts that
    are not kept in memory.
    """
    if not bindings:
        return []
    cites, case = [binding.cite for binding in bindings], place.case
    keeper = case.authority.slug
    with remembering():
        laws = cited_law(cites, keeper)
        norms = {law.norms[0].norm.pk for law in laws.values() if law.norms}
        facts = step_facts(norms, case, place.task, place.user, place.on)
        states = {
            cite: state_of_binding(
                law, facts.reviews.get(cite), received_on=case.received_on, on=place.on
            )
            for cite, law in laws.items()
        }
        changes = _changes(states, place.on)
        found = passages.lookup_many(cites, place.on, keeper)
    return [
        LawEntry(
            cite=binding.cite,
            why=binding.why,
            passage=found[binding.cite],
            official_url=_official(binding.cite, found[binding.cite]),
            absent=_absent(states[binding.cite], found[binding.cite]),
            is_unknown=states[binding.cite].is_unknown,
            ends_statute=_statute(found[binding.cite]) != _statute(following),
            changes=changes[binding.cite],
            beside=facts.beside.get(states[binding.cite].norm_id or 0, Beside()),
        )
        for binding, following in zip(bindings, [*map(found.get, cites[1:]), None], strict=True)
    ]


def _changes(states: Mapping[str, BindingState], on: date) -> dict[str, tuple[ShownChange, ...]]:
    """With the cited part compared, for which all texts of the panel are loaded at once."""
    changes = [change for state in states.values() for change in state.changes]
    shown = [in_force(n.versions, on) for state in states.values() for n in state.law.norms]
    compared = [version for change in changes for version in (change.old, change.new)]
    bodies = bodies_of([*filter(None, shown), *compared]) if changes else {}
    return {
        cite: tuple(
            ShownChange(
                change,
                state.reviewed_on,
                text_at(bodies[change.old.pk], change.history.target.steps)
                != text_at(bodies[change.new.pk], change.history.target.steps),
            )
            for change in state.changes
        )
        for cite, state in states.items()
    }


def _absent(state: BindingState, passage: Passage | None) -> NormHistory | None:
    return state.law.norms[0] if state.law.norms and passage is None else None


def _statute(passage: Passage | None) -> str | None:
    return passage.statute_slug if passage else None


def _official(cite: str, passage: Passage | None) -> str:
    return passage.official_url if passage else passages.official_url(cite) or ""
