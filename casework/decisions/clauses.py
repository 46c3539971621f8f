"""Ancillary clauses of a decision (Nebenbestimmungen, § 36 VwVfG, § 32 SGB X, § 120 AO)."""

from collections.abc import Mapping
from typing import TypedDict, get_args

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.services.package.parts import ClauseKind

KINDS: tuple[ClauseKind, ...] = get_args(ClauseKind)
NAMES: Mapping[ClauseKind, Promise | str] = {
    "obligation": _("obligation"),
    "time_limit": _("time limit"),
    "condition": _("condition"),
    "revocation": _("reservation of revocation"),
    "later_obligation": _("reservation of a later obligation"),
}


class Clause(TypedDict):
    """One clause: its kind, its words, and the norm that allows it ("" where none is named)."""

    kind: ClauseKind
    text: str
    norm: str
