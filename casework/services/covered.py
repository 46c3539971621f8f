"""Which fields of an application are covered (`x-sensitive`), as the database asks it.

Covered fields are shown for a reason that is logged (casework.desk.case.sensitive); what nobody
sees without one is not found without one either. The database keeps the words a case is found by,
so it has to know which fields those are: as a tree of keys, in which a list is its items.
"""

from collections.abc import Mapping
from typing import Any

Covered = dict[str, Any]  # key -> True where it is covered, else the covered fields within it


def covered_fields(schema: Mapping[str, Any]) -> Covered:
    """The covered fields of a form schema; empty when there are none."""
    found: Covered = {}
    for key, part in schema.get("properties", {}).items():
        items = part.get("items", {})
        if part.get("x-sensitive") or items.get("x-sensitive"):
            found[key] = True
        elif within := covered_fields(part) or covered_fields(items):
            found[key] = within
    return found
