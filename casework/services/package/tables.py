"""Reading TOML tables with every mistake collected instead of raised at the first one."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.services.package.problems import Problem, Word
from casework.services.package.step_parts import Period

KEY = re.compile(r"[a-z][a-z0-9_]*")
SLUG = re.compile(r"[a-z][a-z0-9-]*")
MONEY = re.compile(r"\d{1,6}\.\d{2}")
PERIOD = re.compile(r"([1-9]\d{0,3})([dwmy])")


def parse_toml(file: str, text: str, problems: list[Problem]) -> Table | None:
    """The top table of a TOML file; None, with a problem noted, if it is no TOML."""
    try:
        return Table(tomllib.loads(text), file, "", problems)
    except (ValueError, RecursionError) as error:  # also numbers too long, brackets too deep
        problems.append(Problem(file, "", "toml", {"reason": str(error).rstrip(".")}))
        return None


class Table:
    """A TOML table that knows its place and remembers which keys were asked for.

    Every getter returns a usable value even for wrong input, and notes the problem, so that one
    run reports everything. Call ``done`` last: it reports the keys nobody asked for.
    """

    def __init__(
        self, values: dict[str, Any], file: str, place: str, problems: list[Problem]
    ) -> None:
        self.values, self.file, self.place, self.problems = (
            values,
            file,
            place,
            problems,
        )
        self._asked: list[str] = []

    def note(self, code: str, **params: Word) -> None:
        """Note a problem at this table."""
        self.problems.append(Problem(self.file, self.place, code, params))

    def raw(self, key: str) -> Any:
        """The value as TOML gave it, or None."""
        self._asked.append(key)
        return self.values.get(key)

    def text(self, key: str, *, required: bool = False, form: re.Pattern[str] | None = None) -> str:
        """A string, stripped; ``form`` is what it must match as a whole."""
        value = self._typed(key, str, _("a text in quotation marks"), required)
        if value is None:
            return ""
        if not value.strip():
            self.note("empty", key=key)
        elif form and not form.fullmatch(value.strip()):
            self.note("bad-form", value=value, expected=key, example=_EXAMPLES.get(key, "a-z"))
        return str(value).strip()

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of strings."""
        value = self._typed(key, list, _("a list of texts"), required)
        if value is None:
            return ()
        if not all(isinstance(one, str) and one.strip() for one in value):
            self.note("wrong-type", key=key, expected=_("a list of texts"))
            return ()
        if required and not value:
            self.note("empty", key=key)
        return tuple(one.strip() for one in value)

    def choice(self, key: str, allowed: tuple[str, ...], *, default: str | None = None) -> Any:
        """One of ``allowed``; required unless there is a default."""
        value = self.text(key, required=default is None)
        if value and value not in allowed:
            self.note("not-allowed", key=key, value=value, allowed=", ".join(allowed))
        return value if value in allowed else (default if default is not None else allowed[0])

    def flag(self, key: str, *, default: bool = False) -> bool:
        """``true`` or ``false``."""
        value = self._typed(key, bool, _("true or false"), False)
        return default if value is None else bool(value)

    def number(self, key: str, *, required: bool = False) -> int:
        """A whole number above zero."""
        value = self._typed(key, int, _("a whole number above 0"), required)
        if value is not None and (isinstance(value, bool) or value < 1):
            self.note("wrong-type", key=key, expected=_("a whole number above 0"))
            return 1
        return value or 1

    def money(self, key: str) -> Decimal | None:
        """An amount of euros such as ``"30.00"``; None if it is not there."""
        value = self.text(key)
        if not value:
            return None
        if not MONEY.fullmatch(value):
            self.note("bad-form", value=value, expected=key, example="30.00")
            return None
        return Decimal(value)

    def period(self, key: str) -> Period:
        """A length of time such as ``"3m"``, ``"2w"``, ``"14d"`` or ``"1y"``; required."""
        found = PERIOD.fullmatch(self.text(key, required=True, form=PERIOD))
        return Period(int(found[1]), found[2]) if found else Period(1, "d")

    def table(self, key: str, *, required: bool = False) -> Table | None:
        """A table inside this one."""
        value = self._typed(key, dict, _("a table"), required)
        return None if value is None else self._child(value, f"[{key}]")

    def names(self, key: str, *, required: bool = False) -> dict[str, str]:
        """A table whose keys are free and whose values are texts."""
        table = self.table(key, required=required)
        return {} if table is None else {k: table.text(k) for k in table.values}

    def tables(self, key: str) -> list[Table]:
        """A list of tables ``[[key]]``, each with its number and name as place."""
        value = self._typed(key, list, _("a list of tables"), False) or []
        if not all(isinstance(one, dict) for one in value):
            self.note("wrong-type", key=key, expected=_("a list of tables"))
            return []
        return [
            self._child(one, " ".join(filter(None, [f"[[{key}]] {i}", _name(one)])))
            for i, one in enumerate(value, 1)
        ]

    def done(self) -> None:
        """Report keys that nobody asked for."""
        for key in self.values:
            if key not in self._asked:
                self.note("unknown-key", key=key, known=", ".join(sorted(set(self._asked))))

    def _child(self, values: dict[str, Any], place: str) -> Table:
        where = " > ".join(part for part in (self.place, place) if part)
        return Table(values, self.file, where, self.problems)

    def _typed(self, key: str, kind: type, expected: Word, required: bool) -> Any:
        value = self.raw(key)
        if value is None and required:
            self.note("missing-key", key=key)
        if value is not None and not isinstance(value, kind):
            self.note("wrong-type", key=key, expected=expected)
            return None
        return value


def _name(values: dict[str, Any]) -> str:
    """What a person would call the table: its task, key, citation or pointer."""
    named = (values.get(k) for k in ("task", "key", "cite", "pointer"))
    return next((f"({name})" for name in named if isinstance(name, str)), "")


_EXAMPLES = {
    "key": "resident-parking, or vehicle_papers",
    "version": "1.0.0",
    "leika_key": "99108001000000",
    "period": "14d, 2w, 3m",
    "task": "antrag_pruefen",
}
