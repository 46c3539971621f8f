"""What a page of figures is made of: sections with their definition, a chart and its table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from casework.desk.figures.charts import Chart

SMALLEST = 5  # cases; what took fewer of them how long is not shown, to protect the persons
Cell = str | int | float | None  # None: not shown, or nothing to count


@dataclass(frozen=True)
class Table:
    """Columns with their heads; the first cell of a row is its head."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def cells(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """For each row its head, and its other cells each with the head of the column."""
        return [
            (shown(row[0]), list(zip(self.head[1:], map(shown, row[1:]), strict=True)))
            for row in self.rows
        ]


@dataclass(frozen=True)
class Section:
    """One figure: `counted` says in sentences how it is counted, `notes` what is not shown."""

    key: str
    title: str
    counted: tuple[str, ...]
    table: Table
    charts: tuple[Chart, ...] = ()
    notes: tuple[str, ...] = ()


def shown(value: Cell) -> str:
    """A cell as people read it."""
    if isinstance(value, str):
        return value
    return "–" if value is None else str(number_format(value, force_grouping=True))


def days_within(histogram: Mapping[int, int], part: float) -> int | None:
    """The smallest number of days within which at least this part of all was done.

    `histogram` has how many took so many days. None where there are none. With a part of one half
    it is the (lower) median, with 0.9 the 90th percentile; always a number of days that occurred.
    """
    left = part * sum(histogram.values())
    for days in sorted(histogram):
        left -= histogram[days]
        if left <= 1e-9:
            return days
    return None


def ordered(found: Iterable[int], names: Mapping[int, str]) -> list[int]:
    """The services found, in the order of their names."""
    wanted = set(found)
    return [one for one in names if one in wanted]


def share(part: int, whole: int) -> str:
    """A part in per cent as text; "–" of nothing."""
    return f"{round(100 * part / whole)} %" if whole else "–"


def total(rows: Sequence[Sequence[Cell]], columns: int) -> tuple[Cell, ...]:
    """A last row that adds up the columns after the first."""
    sums = [sum(int(row[n] or 0) for row in rows) for n in range(1, columns)]
    return (_("together"), *sums)
