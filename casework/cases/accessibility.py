"""What an authority says in its accessibility statement."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import AccessibilityStatement, Authority, Unit, User
from casework.audit.log import acting
from casework.cases import policy
from casework.cases.errors import InvalidData


@transaction.atomic
def state(*, values: dict[str, Any], by: User, now: datetime) -> AccessibilityStatement:
    """Enter or change the statement of the authority of `by`. Raises NotAllowed, InvalidData.

    A body that is not one of the federation names the law of its Land.
    """
    top = Unit.objects.filter(authority=by.authority_id, parent__isnull=True).earliest("pk")
    policy.require(by, policy.ADMINISTER, top)
    authority = Authority.objects.select_for_update().get(pk=top.authority_id)
    found = AccessibilityStatement.objects.filter(authority=authority).first()
    statement = found or AccessibilityStatement(authority=authority)
    for name, value in values.items():
        setattr(statement, name, value)
    if statement.level == AccessibilityStatement.Level.LAND and not statement.law.strip():
        raise InvalidData({"law": _("Please name the provision of your Land.")})
    try:
        statement.full_clean(validate_constraints=False)
    except ValidationError as error:
        raise InvalidData({key: texts[0] for key, texts in error.message_dict.items()}) from error
    with acting(by=by, act="accessibility.state", subject=authority, authority_id=authority.pk):
        statement.save()
    return statement
