"""The tables of a page of figures as CSV, for spreadsheets."""

import csv
from collections.abc import Iterable, Iterator

from django.utils.formats import number_format

from casework.desk.figures.parts import Cell, Section
from casework.desk.inbox.export import cell


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(sections: Iterable[Section], about: Iterable[str]) -> Iterator[str]:
    """What the figures are `about`, then each table with its title, its head and an empty line.

    Separated by semicolons and with decimal commas, as German spreadsheets read it.
    """
    writer = csv.writer(_Line(), delimiter=";")
    yield "\ufeff" + str(writer.writerow(map(cell, about)))
    for section in sections:
        yield str(writer.writerow([]))
        for row in ([section.title], section.table.head, *section.table.rows):
            yield str(writer.writerow(map(_text, row)))


def _text(value: Cell) -> str:
    if isinstance(value, str):
        return cell(value)
    return "" if value is None else str(number_format(value))
