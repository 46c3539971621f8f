"""By which rule a case is proposed to whom, and why, in a sentence (pure)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

LOAD, SERVICE, TURN = "load", "service", "turn"
RULES: dict[str, Promise] = {
    LOAD: pgettext_lazy("rule of assigning", "Load: whoever has the fewest open cases"),
    SERVICE: pgettext_lazy("rule of assigning", "Competence: whoever works on the service already"),
    TURN: pgettext_lazy("rule of assigning", "In turn, by name"),
}


@dataclass(frozen=True)
class Candidate:
    """Somebody who works in a unit and may be asked; `place` is theirs in the order of names."""

    pk: int
    name: str
    place: tuple[str, str, int]


@dataclass(frozen=True)
class Wanted:
    """A case somebody is looked for."""

    pk: int
    unit: int
    service: int


@dataclass(frozen=True)
class Proposed:
    """Who is to have the case (None: nobody can), and why."""

    to: Candidate | None
    why: str


@dataclass
class Standing:
    """What is known of the people; it grows with every proposal, so that the next one sees it.

    By person: `open` cases; by person and service: `of_service` open ones, `lately` closed ones.
    By unit: who had the last in `turn`. `given`: how many this proposal gave to each.
    """

    open: dict[int, int]
    of_service: dict[tuple[int, int], int]
    lately: Mapping[tuple[int, int], int]
    turn: dict[int, Candidate]
    given: dict[int, int] = field(default_factory=dict)

    def give(self, case: Wanted, to: Candidate) -> None:
        """The case counts as theirs from now on."""
        key = (to.pk, case.service)
        self.open[to.pk] = self.open.get(to.pk, 0) + 1
        self.of_service[key] = self.of_service.get(key, 0) + 1
        self.given[to.pk] = self.given.get(to.pk, 0) + 1
        self.turn[case.unit] = to

    def knows(self, person: int, service: int) -> bool:
        """Whether somebody has open cases of the service, or closed some lately."""
        key = (person, service)
        return bool(self.of_service.get(key) or self.lately.get(key))


def propose(
    cases: Iterable[Wanted],
    rule: str,
    candidates: Mapping[int, Sequence[Candidate]],
    barred: Collection[tuple[int, int]],
    standing: Standing,
) -> dict[int, Proposed]:
    """Who is proposed for each case, by its id.

    `candidates` are those of each unit by name, without the absent; `barred` are pairs of a case
    and a person excluded from it. KeyError for an unknown rule.
    """
    choose = {LOAD: _by_load, SERVICE: _by_service, TURN: _by_turn}[rule]
    found = {}
    for case in cases:
        fit = [one for one in candidates.get(case.unit, ()) if (case.pk, one.pk) not in barred]
        if not fit:
            why = _("Nobody who works there can have it: absent or excluded.")
            found[case.pk] = Proposed(None, why)
            continue
        found[case.pk] = chosen = choose(case, fit, standing)
        if chosen.to:
            standing.give(case, chosen.to)
    return found


def _by_load(case: Wanted, fit: Sequence[Candidate], standing: Standing) -> Proposed:
    to = min(fit, key=lambda one: (standing.open.get(one.pk, 0), one.place))
    said = _number(standing.open.get(to.pk, 0), standing.given.get(to.pk, 0))
    return Proposed(to, _("has the fewest open cases (%(n)s)") % {"n": said})


def _by_service(case: Wanted, fit: Sequence[Candidate], standing: Standing) -> Proposed:
    able = [one for one in fit if standing.knows(one.pk, case.service)]
    if not able:
        other = _by_load(case, fit, standing)
        text = _("nobody works on this service yet; %(why)s")
        return Proposed(other.to, text % {"why": other.why})

    def load(one: Candidate) -> tuple[int, int, tuple[str, str, int]]:
        of_it = standing.of_service.get((one.pk, case.service), 0)
        return of_it, standing.open.get(one.pk, 0), one.place

    to = min(able, key=load)
    text = _("works on this service and has the fewest open cases of it (%(n)s)")
    return Proposed(to, text % {"n": load(to)[0]})


def _by_turn(case: Wanted, fit: Sequence[Candidate], standing: Standing) -> Proposed:
    """The next one by name after whoever had the last, also where that one is not here today."""
    order = sorted(fit, key=lambda one: one.place)
    last = standing.turn.get(case.unit)
    if last is None:
        return Proposed(order[0], _("is the first in turn by name"))
    to = next((one for one in order if one.place > last.place), order[0])
    return Proposed(to, _("is next in turn after %(who)s") % {"who": last.name})


def _number(everything: int, new: int) -> str:
    """So many open cases, and how many of them come from this proposal."""
    text = _("%(all)s, of them %(new)s in this proposal")
    return text % {"all": everything, "new": new} if new else str(everything)
