"""What the team board is asked for, read from and written to the address (pure)."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from casework.desk.inbox.selection import Cursor
from casework.desk.requests import read_id

LISTS = ("overdue", "free", "old", "followed")
AGES = (30, 60, 90, 180)
USUAL_AGE = 90


@dataclass(frozen=True)
class BoardSelection:
    """The list that is shown, what narrows the board, and where its pages begin.

    `shown` empty: the most pressing list that holds something. `older`: from how many days on a
    case counts as open for long; the office's own measure, no period of the law. `people`: the
    page of the load table.
    """

    shown: str = ""
    unit: int | None = None
    service: int | None = None
    person: int | None = None
    older: int = USUAL_AGE
    after: Cursor | None = None
    people: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> "BoardSelection":
        """What an address or a form asks for; unknown values count as not given."""
        older, shown = read_id(query.get("older")), query.get("list", "")
        return cls(
            shown=shown if shown in LISTS else "",
            unit=read_id(query.get("unit")),
            service=read_id(query.get("service")),
            person=read_id(query.get("person")),
            older=older if older in AGES else USUAL_AGE,
            after=Cursor.parse(query.get("after", "")),
            people=read_id(query.get("people")) or 1,
        )

    def address(self, **changes: object) -> str:
        """The query string of this selection with `changes`, beginning with "?"; where the list
        changes, its page begins anew unless said otherwise.
        """
        changed = replace(self, **{"after": None, **changes})  # type: ignore[arg-type]
        return "?" + urlencode(changed.values())

    def values(self) -> dict[str, str]:
        """The parts of the address that are not what is usual."""
        found = {
            "list": self.shown,
            "unit": str(self.unit or ""),
            "service": str(self.service or ""),
            "person": str(self.person or ""),
            "older": "" if self.older == USUAL_AGE else str(self.older),
            "after": str(self.after or ""),
            "people": "" if self.people == 1 else str(self.people),
        }
        return {key: value for key, value in found.items() if value}
