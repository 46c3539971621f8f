"""Whose name stands under a letter, and in which capacity (§ 37 III VwVfG, § 33 III SGB X).

Of a co-signed decision it is the co-signer's: theirs is the power to sign. Whoever drafted it is
named as the person to ask.
"""

from typing import Any

from casework.access.models import User
from casework.access.signing import capacity_in
from casework.cases.models import Case
from casework.decisions import cosign
from casework.decisions.models import Decision

PENDING = "(Mitzeichnung steht aus)"


def signatories(decision: Decision, by: User) -> list[dict[str, Any]]:
    """Who signs the notice that `by` issues. While the co-signature is missing, a preview says so;
    such a decision is not issued.
    """
    found = cosign.standing(decision)
    if found.valid and found.valid.settled_by:
        return [signatory(found.valid.settled_by, cosign.capacity_of(found.valid))]
    if cosign.missing_for(decision, found):
        return [{"name": PENDING, "function": None, "capacity": None}]
    return author(by, decision.case)


def author(by: User, case: Case) -> list[dict[str, Any]]:
    """Whoever issues a letter signs it, where nobody else has to."""
    return [signatory(by, capacity_in(by, case.unit))]


def unit_as_author(case: Case) -> dict[str, Any]:
    """What stands under a letter that goes out by itself (§ 37 V VwVfG, § 33 V SGB X)."""
    return {"name": case.unit.name, "function": None, "capacity": None}


def signatory(user: User, capacity: str) -> dict[str, Any]:
    """A person as the foot of the letter names them."""
    return {"name": str(user), "function": user.function or None, "capacity": capacity or None}
