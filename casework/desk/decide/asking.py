"""From the form of the decide step to a request for a co-signature."""

from django.http import HttpRequest
from django.utils import timezone

from casework.access.models import User
from casework.cases.errors import InvalidData
from casework.decisions import cosign_actions
from casework.decisions.cosign import CHECK
from casework.decisions.models import CoSignature
from casework.desk.decide.drafting import save
from casework.desk.decide.issuing import sound_draft
from casework.desk.requests import read_id, user_of
from casework.process.models import Step


def ask(request: HttpRequest, step: Step) -> CoSignature:
    """Save the draft and ask the chosen person, or all who may sign, to co-sign it.

    Nobody is asked for a draft that could not go out anyway: raises Refused with the findings that
    stop it, but for the missing co-signature itself, and InvalidData for warnings without a reason,
    which the second person is to see. Else raises what the actions raise.
    """
    user, now = user_of(request), timezone.now()
    decision = save(request, step)
    sound = sound_draft(request, decision, but=CHECK)
    if sound.warnings:
        open_ones = (one.finding for one in sound.warnings)
        raise InvalidData({f"reason-{one.fingerprint}": one.question for one in open_ones})
    return cosign_actions.request(
        decision=decision,
        version=decision.version,
        by=user,
        now=now,
        asked=_asked(request, user),
        comment=request.POST.get("cosign_comment", "").replace("\x00", ""),
    )


def _asked(request: HttpRequest, user: User) -> User | None:
    """The chosen person of the same authority; the action says whether they may sign."""
    chosen = read_id(request.POST.get("asked"))
    if chosen is None:
        return None
    return User.objects.filter(pk=chosen, authority=user.authority_id).first()
