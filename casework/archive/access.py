"""Who keeps, deletes and answers questions about people's data."""

from casework.access import roles
from casework.access.models import Authority, User

KEEPERS = (roles.LEAD, roles.ADMINISTER)


def kept_units(user: User) -> frozenset[int]:
    """Units whose closed files `user` keeps: holds, proposes deletion, confirms it."""
    return roles.unit_ids(user, *KEEPERS)


def answers_for(user: User) -> Authority | None:
    """The authority for which `user` answers people about their data, None for nobody.

    It takes a lead or administrator of the whole authority: the answer covers every unit.
    """
    authority = user.authority
    if authority is None:
        return None
    every = set(authority.units.values_list("pk", flat=True))
    return authority if every and every <= kept_units(user) else None
