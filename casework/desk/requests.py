"""Small things the views of the desk need of their request."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from casework.access.models import User
from casework.cases.models import Case
from casework.process.models import Step


def user_of(request: HttpRequest) -> User:
    """The signed-in person; the login middleware lets nobody else reach a view."""
    if not isinstance(request.user, User):
        raise TypeError("a view of the desk was reached without sign-in")
    return request.user


def read_id(text: str | None) -> int | None:
    """The id in a form's field or an address; None for anything that cannot be one."""
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def case_of(request: HttpRequest, file_number: str) -> Case:
    """The case, for whom it exists; Http404 for everybody else."""
    cases = Case.objects.visible_to(user_of(request)).select_related(
        "authority", "unit", "service", "assignee", "process"
    )
    return get_object_or_404(cases, file_number=file_number)


def step_of(request: HttpRequest, file_number: str, step: int) -> Step:
    """A step of a case the person can see; Http404 for everybody else."""
    case = case_of(request, file_number)
    found = get_object_or_404(case.steps.select_related("completed_by"), pk=step)
    found.case = case
    return found
