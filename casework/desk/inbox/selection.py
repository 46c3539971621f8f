"""What the inbox is asked for, read from and written to the address (pure)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import QueryDict

VIEWS = ("needs", "waiting", "open", "closed")
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
    """A view, its filters and the place where the page begins. Empty means: no filter.

    `person` is a user id, "me" or "nobody".
    """

    view: str
    service: str = ""
    person: str = ""
    text: str = ""
    after: Cursor | None = None

    @classmethod
    def read(cls, query: QueryDict, *, default: str) -> "Selection":
        """What an address asks for; unknown or malformed values count as not given."""
        view, service = query.get("view", ""), query.get("service", "")
        person = query.get("person", "")
        return cls(
            view=view if view in VIEWS else default,
            service=service if _is_id(service) else "",
            person=person if person in ("me", "nobody") or _is_id(person) else "",
            text=query.get("q", "").replace("\x00", "").strip()[:MAX_TEXT],
            after=Cursor.parse(query.get("after", "")),
        )

    def is_first_of(self, view: str) -> bool:
        """Whether this is the first page of a view."""
        return self.view == view and self.after is None

    @property
    def is_filtered(self) -> bool:
        """Whether anything beyond the view narrows the list."""
        return bool(self.service or self.person or self.text)

    def address(self, **changes: object) -> str:
        """The query string of this selection with `changes`, beginning with "?"."""
        changed = replace(self, **changes)  # type: ignore[arg-type]
        values = {
            "view": changed.view,
            "service": changed.service,
            "person": changed.person,
            "q": changed.text,
            "after": str(changed.after or ""),
        }
        return "?" + urlencode({key: value for key, value in values.items() if value})


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
