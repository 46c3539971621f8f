"""Charts drawn on the server as SVG, without scripts and inline styles (strict CSP).

What lies side by side is placed in per cent of the width and below each other in pixels, so that
letters keep their size at any width. Series differ by their pattern, not by colour alone; the
template (desk/figures/chart.html) takes the colours of the page, also dark and forced ones. The
numbers stand in the table beneath; `title` and `described` say to screen readers what is drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from textwrap import wrap

from django.utils.formats import number_format

PLOT = 160  # height of the columns' area
TOP = 18
GUTTER = 12.0  # per cent at the left for the numbers of the lines
LINE = 18  # height of a line of text
BAR = 14
LONGEST_BAR = 60.0  # per cent; behind each stands the value
LABEL = 40  # letters in a line


@dataclass(frozen=True)
class Shape:
    """A bar or column of a series, at a place in per cent and pixels."""

    x: str
    y: float
    width: str
    height: float
    series: int


@dataclass(frozen=True)
class Text:
    x: str
    y: float
    text: str
    anchor: str = "start"
    is_minor: bool = False  # left out where there is little room


@dataclass(frozen=True)
class Chart:
    """A drawing; `names` are those of its series, for the legend."""

    key: str
    title: str
    described: str
    height: int
    names: tuple[str, ...]
    shapes: tuple[Shape, ...]
    texts: tuple[Text, ...]
    lines: tuple[float, ...] = ()  # heights of the lines across

    @property
    def gutter(self) -> str:
        """Where the lines across begin, right of their numbers."""
        return _percent(GUTTER)

    @property
    def legend(self) -> list[tuple[int, str]]:
        """Number and name of each series, where there are several."""
        return list(enumerate(self.names, 1)) if len(self.names) > 1 else []


def columns(
    key: str,
    title: str,
    described: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[int]]],
) -> Chart:
    """Columns side by side for each label, one of each series (its name and its values)."""
    ticks = _ticks(max((max(values, default=0) for _name, values in series), default=0))
    top, base = ticks[-1], float(TOP + PLOT)
    group = (100 - GUTTER) / max(1, len(labels))
    width = min(8.0, group * 0.76 / len(series))
    shapes, texts = [], []
    for number, label in enumerate(labels):
        middle = GUTTER + group * (number + 0.5)
        minor = len(labels) > 6 and number % 2 == 1
        texts.append(Text(_percent(middle), base + LINE, label, "middle", minor))
        left = middle - width * len(series) / 2
        for place, (_name, values) in enumerate(series):
            height = PLOT * values[number] / top
            x, wide = _percent(left + place * width), _percent(width * 0.9)
            shapes.append(Shape(x, base - height, wide, height, place + 1))
    lines = [base - PLOT * tick / top for tick in ticks]
    texts += [Text("0%", y + 4, _number(tick)) for tick, y in zip(ticks, lines, strict=True)]
    names = tuple(name for name, _values in series)
    height = TOP + PLOT + 2 * LINE
    return Chart(key, title, described, height, names, tuple(shapes), tuple(texts), tuple(lines))


def bars(
    key: str,
    title: str,
    described: str,
    names: Sequence[str],
    rows: Sequence[tuple[str, Sequence[float], str]],
) -> Chart:
    """Bars below each other: of each row its label, its parts end to end, the value in words."""
    longest = max((sum(parts) for _label, parts, _value in rows), default=0) or 1
    shapes, texts, y = [], [], 0.0
    for label, parts, value in rows:
        for line in wrap(label, LABEL) or [""]:
            y += LINE
            texts.append(Text("0%", y - 5, line))
        left = 0.0
        for series, part in enumerate(parts, 1):
            width = LONGEST_BAR * part / longest
            if part > 0:
                shapes.append(Shape(_percent(left), y, _percent(width), BAR, series))
            left += width
        texts.append(Text(_percent(left + 1), y + BAR - 3, value))
        y += BAR + 7
    height = ceil(y) or LINE
    return Chart(key, title, described, height, tuple(names), tuple(shapes), tuple(texts))


def _ticks(highest: float) -> list[int]:
    """Round numbers from 0 to at least `highest`, three to six of them."""
    rough = max(1.0, highest / 4)
    power = 10 ** floor(log10(rough))
    step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough)
    return [step * n for n in range(max(1, ceil(highest / step)) + 1)]


def _number(value: int) -> str:
    return str(number_format(value, 0, force_grouping=True))


def _percent(value: float) -> str:
    return f"{value:.2f}%"
