"""What the decide step says of the co-signature: whether one is needed, and where it stands."""

from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.access.signing import Basis
from casework.decisions import cosign
from casework.decisions.cosign import Standing
from casework.decisions.models import CoSignature, Decision


@dataclass(frozen=True)
class Signer:
    """A person who may be asked, with what to know before one asks them."""

    pk: int
    label: str


@dataclass(frozen=True)
class CoSigning:
    """`needed` says why there must be one, `missing` why the notice may not go out yet."""

    decision: Decision
    standing: Standing
    needed: str | None
    missing: str | None
    signers: list[Signer]
    may_answer: bool

    @property
    def open(self) -> CoSignature | None:
        return self.standing.open

    @property
    def valid(self) -> CoSignature | None:
        return self.standing.valid

    @property
    def void(self) -> CoSignature | None:
        return self.standing.void

    @property
    def offers(self) -> str:
        """What the buttons under the draft lead to: issuing it, or asking for the signature."""
        return "ask" if self.missing else "issue"

    @property
    def returned(self) -> CoSignature | None:
        """The draft was sent back, and nobody was asked again since."""
        latest = self.standing.latest
        return latest if latest and latest.state == CoSignature.State.RETURNED else None

    @property
    def capacity(self) -> str:
        """In which capacity the valid signature was given."""
        return cosign.capacity_of(self.valid) if self.valid else ""


def co_signing(decision: Decision, user: User, on: date, *, asks: bool = True) -> CoSigning:
    """The co-signature of a draft as `user` sees it on the day `on`, who `asks` somebody for it
    where it is missing; one query where none is needed, three where somebody is to be asked.
    """
    found = cosign.standing(decision)
    waiting, missing = found.open, cosign.missing_for(decision, found)
    if waiting:
        waiting.decision = decision
    return CoSigning(
        decision=decision,
        standing=found,
        needed=cosign.needed(decision),
        missing=missing,
        signers=signers_of(decision, user, on) if asks and missing and not waiting else [],
        may_answer=bool(waiting and cosign.why_not_sign(user, waiting, on) is None),
    )


def signers_of(decision: Decision, user: User, on: date) -> list[Signer]:
    """Whom `user` may ask, with what makes a person the better or the worse choice."""
    bases = cosign.possible_signers(decision, user, on)
    return [Signer(basis.signer.pk, _label(basis)) for basis in bases]


def _label(basis: Basis) -> str:
    name = str(basis.signer)
    if basis.signer.function:
        name += f", {basis.signer.function}"
    if basis.in_place_of:
        name += " – " + _("stands in for %(who)s") % {"who": basis.in_place_of}
    if basis.absent_until:
        last = formats.date_format(basis.absent_until, "SHORT_DATE_FORMAT")
        name += " – " + _("absent until %(day)s") % {"day": last}
    return name
