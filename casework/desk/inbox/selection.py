"""What the inbox is asked for, read from and written to the address (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import QueryDict

VIEWS = ("needs", "waiting", "open", "closed")
DUE = ("overdue", "today", "week", "none")
NEWS = (
    "new",
    "answer",
    "assigned",
    "returned_mail",
    "objection",
    "follow_up",
    "call_back",
    "unread",
)
KINDS = ("check", "decide", "letter", "consult", "wait", "finish")
SORTS = ("due", "received", "newest", "news")
COLUMNS = ("applicant", "service", "unit", "step", "why", "received", "due", "who")
USUAL = ("applicant", "service", "step", "why", "due", "who")
MAX_TEXT = 100


@dataclass(frozen=True)
class Cursor:
    """The last row of a page: what it is sorted by (date or moment; None is last) and its id."""

    at: date | None
    pk: int

    def __str__(self) -> str:
        return f"{self.at.isoformat() if self.at else '-'}_{self.pk}"

    @classmethod
    def parse(cls, text: str) -> "Cursor | None":
        """The cursor in an address; None for anything that is not one."""
        at, _, pk = text.rpartition("_")
        try:
            return cls(_parse_at(at), int(pk))
        except ValueError:
            return None


@dataclass(frozen=True)
class Selection:
    """A view, its filters, its looks and the place where the page begins. Empty means: no filter.

    `person` is a user id, "me" or "nobody"; `step` the kind of an open step.
    """

    view: str
    service: str = ""
    unit: str = ""
    person: str = ""
    step: str = ""
    due: str = ""
    news: str = ""
    channel: str = ""
    text: str = ""
    sort: str = "due"
    columns: tuple[str, ...] = USUAL
    after: Cursor | None = None

    @classmethod
    def read(cls, query: QueryDict, *, default: str) -> "Selection":
        """What an address asks for; unknown or malformed values count as not given."""
        service, unit = query.get("service", ""), query.get("unit", "")
        person = query.get("person", "")
        return cls(
            view=_one_of(VIEWS, query.get("view", "")) or default,
            service=service if _is_id(service) else "",
            unit=unit if _is_id(unit) else "",
            person=person if person in ("me", "nobody") or _is_id(person) else "",
            step=_one_of(KINDS, query.get("step", "")),
            due=_one_of(DUE, query.get("due", "")),
            news=_one_of(NEWS, query.get("news", "")),
            channel=_words(query.get("channel", ""))[:20],
            text=_words(query.get("q", "")),
            sort=_one_of(SORTS, query.get("sort", "")) or "due",
            columns=_columns(query.getlist("cols")),
            after=Cursor.parse(query.get("after", "")),
        )

    def is_first_of(self, view: str) -> bool:
        """Whether this is the first page of a view."""
        return self.view == view and self.after is None

    @property
    def is_filtered(self) -> bool:
        """Whether anything beyond the view narrows the list."""
        return bool(self.service or self.person or self.text or self.rare)

    @property
    def rare(self) -> int:
        """How many of the filters that are not always in sight narrow the list."""
        return sum(map(bool, (self.unit, self.step, self.news, self.channel, self.due)))

    def address(self, **changes: object) -> str:
        """The query string of this selection with `changes`, beginning with "?"."""
        changed = replace(self, **changes)  # type: ignore[arg-type]
        return "?" + urlencode(changed.values())

    def values(self) -> dict[str, str]:
        """The parts of the address that are not what is usual."""
        found = {
            "view": self.view,
            "service": self.service,
            "unit": self.unit,
            "person": self.person,
            "step": self.step,
            "due": self.due,
            "news": self.news,
            "channel": self.channel,
            "q": self.text,
            "sort": "" if self.sort == "due" else self.sort,
            "cols": "" if self.columns == USUAL else ",".join(self.columns),
            "after": str(self.after or ""),
        }
        return {key: value for key, value in found.items() if value}


def _one_of(allowed: Iterable[str], text: str) -> str:
    return text if text in allowed else ""


def _words(text: str) -> str:
    return text.replace("\x00", "").strip()[:MAX_TEXT]


def _columns(asked: list[str]) -> tuple[str, ...]:
    """The columns asked for, in their order; the usual ones when none of them exists."""
    wanted = {name for part in asked for name in part.split(",")}
    return tuple(name for name in COLUMNS if name in wanted) or USUAL


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


def _parse_at(text: str) -> date | None:
    if text == "-":
        return None
    if len(text) == len("2000-01-01"):
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment
