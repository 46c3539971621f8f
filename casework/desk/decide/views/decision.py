"""Editing the draft of a decision."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.decisions.models import Decision
from casework.desk.case.attempt import Attempt
from casework.desk.case.views.step import again, tick_all
from casework.desk.decide.co_signing import co_signing
from casework.desk.decide.decision_editor import decision_editor
from casework.desk.decide.decision_form import read_version
from casework.desk.decide.drafting import place_of, save
from casework.desk.decide.soundness import answer
from casework.desk.requests import changes, step_of, user_of
from casework.process.models import Step


@changes("desk:case")
def decision_save(request: HttpRequest, file_number: str, step: int) -> HttpResponse:
    """Save the draft, or start its texts anew for another outcome; answers with the page."""
    found = step_of(request, file_number, step)
    try:
        save(request, found)
    except InvalidData as error:
        return again(request, found, Attempt(request.POST, errors=error.errors))
    except Conflict as error:
        return again(request, found, Attempt(request.POST, conflict=str(error)))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    if "tick-all" in request.POST:
        return tick_all(request, found)
    if request.htmx and "autosave" in request.POST:  # type: ignore[attr-defined]
        editor = decision_editor(found, user_of(request), timezone.now(), None)
        context = {"editor": editor, "saved": True, "case": found.case, "step": found}
        signing = co_signing(editor.decision, user_of(request), timezone.localdate())
        if signing.offers != request.POST.get("offered"):  # the buttons no longer fit the draft
            context["co_signing"] = signing
        return render(request, "desk/decision_saved.html", context)
    url = f"{reverse('desk:case', args=[file_number])}?step={found.pk}"
    return redirect(url + place_of(request.POST))


@changes("desk:case")
def finding_answer(request: HttpRequest, file_number: str, step: int) -> HttpResponse:
    """Accept a warning, override a blocker, or take such an answer back; keeps what was typed."""
    found, now = step_of(request, file_number, step), timezone.now()
    try:
        draft = save(request, found) if "operative_part" in request.POST else _draft(found)
        version = draft.version if "operative_part" in request.POST else read_version(request.POST)
        answer(draft, version, request.POST, user_of(request), now)
    except InvalidData as error:
        return again(request, found, Attempt(request.POST, errors=error.errors))
    except Conflict as error:
        return again(request, found, Attempt(request.POST, conflict=str(error)))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    if request.htmx:  # type: ignore[attr-defined]
        editor = decision_editor(found, user_of(request), now, None)
        context = {"editor": editor, "case": found.case, "step": found}
        return render(request, "desk/decision_saved.html", context)
    return redirect(reverse("desk:case", args=[file_number]) + f"?step={found.pk}")


def _draft(step: Step) -> Decision:
    draft = get_object_or_404(Decision.objects.select_related("changed_by"), step=step)
    draft.case, draft.step = step.case, step
    return draft
