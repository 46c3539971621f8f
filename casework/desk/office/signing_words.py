"""Where the co-signature of a case's draft stands, in the few words a line has room for."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from casework.decisions.cosign_lists import ToSign
from casework.decisions.models import CoSignature


def signing_words(asked: ToSign | None, latest: CoSignature | None) -> str:
    """For whoever is asked to sign (`asked`): since when; for everybody else what became of it.

    Empty where nothing was asked, or where the draft was changed since.
    """
    if asked:
        return _asked(asked)
    if latest is None or latest.version != latest.decision.version:
        return ""
    if latest.state == CoSignature.State.SIGNED:
        return _("Co-signed, can be issued")
    if latest.state == CoSignature.State.RETURNED:
        return _("Sent back instead of co-signed")
    if latest.asked:
        return _("Waiting for the co-signature of %(who)s") % {"who": latest.asked}
    return _("Waiting for the co-signature")


def _asked(asked: ToSign) -> str:
    at = timezone.localtime(asked.request.requested_at)
    day = formats.date_format(at, "SHORT_DATE_FORMAT")
    text = _("Your co-signature is asked for, since %(day)s") % {"day": day}
    if asked.in_place_of is None:
        return text
    return text + " " + _("(standing in for %(who)s)") % {"who": asked.in_place_of}
