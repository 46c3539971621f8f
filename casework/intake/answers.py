"""A submission that answers: documents and data handed in later to a running case."""

from datetime import datetime

from django.utils.translation import gettext as _

from casework.audit.log import acting
from casework.cases.models import Case
from casework.intake.models import Submission
from casework.intake.opening import add_documents
from casework.intake.reading import Application, Unreadable


def add_answer(*, submission: Submission, application: Application, now: datetime) -> Case:
    """Add the documents of an answer to its case and call for attention.

    Raises Unreadable for an unknown or closed case or an answer without documents: a person
    decides what to do with it.
    """
    case = (
        Case.objects.select_for_update(of=("self",))
        .filter(authority=submission.authority, file_number=application.case)
        .first()
    )
    if case is None:
        raise Unreadable(
            [
                _("There is no case with the file number “%(number)s”.")
                % {"number": application.case}
            ]
        )
    if case.status == Case.Status.CLOSED:
        raise Unreadable([_("The case %(number)s is closed.") % {"number": case.file_number}])
    if not application.documents:
        raise Unreadable([_("The answer holds no documents.")])
    with acting(
        by=None,
        act="case.answer",
        subject=case,
        case_id=case.pk,
        authority_id=case.authority_id,
    ):
        add_documents(case, application.documents, now)
        case.attention, case.attention_since = Case.Attention.ANSWER, now
        case.version += 1
        case.save(update_fields=["attention", "attention_since", "version"])
    return case
