"""A deadline question as names and plain values, as the command line and JSON ask it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from legal.deadlines.holiday_calendar import Place
from legal.deadlines.records import DeadlineError

_PLACES = ("catholic", "augsburg")
_REGIME_BY_FICTION = {"sgbx-portal": "sgbx", "ao-portal": "ao"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question. `rule` picks a named period (see `legal.deadlines.answer`); without it the
    general computation runs. The other names are those of `legal.deadlines.compute`.

    `fiction_days` and `fiction_norm` are a Land's own fiction; `missed` the end of the missed
    period (reinstatement); `granted` the day of an extension; `extension` its length (permit).
    """

    event: date
    period: str | None = None
    fiction: str = "none"
    regime: str | None = None
    land: str | None = None
    place: str | None = None
    shift: bool = True
    beginning: bool = False
    backwards: bool = False
    received: date | None = None
    fiction_days: int | None = None
    fiction_norm: str | None = None
    rule: str | None = None
    court: str | None = None
    informed: bool = True
    abroad: bool = False
    pointed_to_rule: bool = False
    kind: str = "application"
    missed: date | None = None
    granted: date | None = None
    extension: str | None = None

    @property
    def spot(self) -> Place:
        """The place whose holidays count."""
        if self.place not in (None, *_PLACES):
            raise DeadlineError(
                f"Der Ort „{self.place}“ ist unbekannt. Möglich sind: {', '.join(_PLACES)}."
            )
        augsburg = self.place == "augsburg"
        land = self.land or ("BY" if augsburg else None)
        if land is None:
            raise DeadlineError("Bitte das Land angeben: davon hängen die Feiertage ab.")
        subdivision = "Augsburg" if augsburg else None
        return Place(land.upper(), catholic=self.place == "catholic", subdivision=subdivision)

    @property
    def law(self) -> str:
        """The regime asked for, or the one the way of notification belongs to."""
        return self.regime or _REGIME_BY_FICTION.get(self.fiction, "vwvfg")

    @property
    def length(self) -> str:
        """The period asked for; DeadlineError where none is."""
        if not self.period:
            raise DeadlineError("Bitte die Fristdauer angeben, zum Beispiel 1m.")
        return self.period


def request_from(values: Mapping[str, object]) -> Request:
    """A Request from names and plain values; empty values count as not given.

    Names may be written with hyphens; `no_shift` and `not_informed` are the negatives of
    `shift` and `informed`. DeadlineError names what is unknown or has the wrong type.
    """
    given: dict[str, object] = {}
    for key, value in values.items():
        name = key.replace("-", "_")
        if value is None or value == "" or name in ("json", "lines", "id"):
            continue
        if name in ("no_shift", "not_informed"):
            given[name.removeprefix("no_").removeprefix("not_")] = not _flag(name, value)
        else:
            given[name] = _convert(name, value)
    if "event" not in given:
        raise DeadlineError("Bitte das Datum des Ereignisses angeben (event).")
    return Request(**given)  # type: ignore[arg-type]


_KINDS = {field.name: field.type for field in fields(Request)}


def _convert(name: str, value: object) -> object:
    kind = str(_KINDS.get(name, ""))
    if not kind:
        raise DeadlineError(f"Die Angabe „{name}“ ist unbekannt.")
    if "date" in kind:
        return _day(name, value)
    if "bool" in kind:
        return _flag(name, value)
    if "int" in kind:
        return _count(name, value)
    if not isinstance(value, str):
        raise DeadlineError(f"Die Angabe „{name}“ muss Text sein.")
    return value.strip()


def _day(name: str, value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        if len(str(value)) != len("2026-03-03"):  # fromisoformat would also read 20260303
            raise ValueError
        return date.fromisoformat(str(value))
    except ValueError:
        raise DeadlineError(
            f"Das Datum „{value}“ ({name}) ist nicht lesbar. Erwartet wird JJJJ-MM-TT."
        ) from None


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise DeadlineError(f"Die Angabe „{name}“ muss wahr oder falsch sein (true, false).")
    return value


def _count(name: str, value: object) -> int:
    if isinstance(value, bool) or not str(value).isascii() or not str(value).isdigit():
        raise DeadlineError(f"Die Angabe „{name}“ muss eine ganze Zahl sein.")
    return int(str(value))
