"""Whether the log names a person of a case: it stays when the case goes, and must not.

The application writes no personal data into it (docs/adr/0008); people may, in a reason.
"""

import json
import re

from casework.audit.models import Entry
from casework.cases.models import Case, Party

SHORTEST = 4


def entries_naming(case: Case) -> list[int]:
    """Numbers of the entries about the case in which a name or address of its parties stands."""
    words = {word for party in case.parties.all() for word in _words(party)}
    if not words:
        return []
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(word) for word in sorted(words)) + r")(?!\w)",
        re.IGNORECASE,
    )
    found = Entry.objects.filter(case_id=case.pk).order_by("pk")
    rows = found.values_list("pk", "object_repr", "reason", "norm", "changes", "additional_data")
    return [
        pk
        for pk, *texts in rows.iterator()
        if any(
            pattern.search(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False))
            for one in texts
        )
    ]


def _words(party: Party) -> list[str]:
    birth = party.birth_date
    values = [
        party.organisation,
        party.family_name,
        party.street,
        party.email,
        party.phone,
        birth.isoformat() if birth else "",
        f"{birth:%d.%m.%Y}" if birth else "",
    ]
    return [value.strip() for value in values if len(value.strip()) >= SHORTEST]
