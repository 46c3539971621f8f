"""Entering who answers for data protection in an authority."""

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access import roles
from casework.access.models import User
from casework.archive.access import answers_for
from casework.archive.models import PrivacyOffice
from casework.archive.processing import office_of
from casework.audit.log import acting
from casework.cases.errors import NotAllowed


@transaction.atomic
def enter_office(
    *, officer: str, contact: str, recipients: str, measures: str, by: User
) -> PrivacyOffice:
    """Keep what the record of processing says of the authority. For its administrators."""
    authority = answers_for(by)
    if authority is None or not roles.has_role(by, roles.ADMINISTER):
        raise NotAllowed(_("This is for administrators of the whole authority."))
    office = office_of(authority)
    office.officer, office.contact = officer, contact
    office.recipients, office.measures = recipients, measures
    with acting(by=by, act="privacy.office", subject=authority):
        office.save()
    return office
