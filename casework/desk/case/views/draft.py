"""Keeping what is typed into a form of a case, and dropping it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases import drafts
from casework.cases.errors import InvalidData, NotAllowed
from casework.cases.models import Case
from casework.desk.case.kept_forms import OF_A_DECISION, KeptForm, fields_of
from casework.desk.requests import case_of, changes, read_id, user_of
from casework.process.models import Step


@changes("desk:case")
def draft(request: HttpRequest, file_number: str, form: str) -> HttpResponse:
    """Keep the entries of a form; answers with one line: when they were saved, or why not.

    Who may not send the form (any more) is told so (409) without an entry in the log: the page asks
    by itself, and what was typed stays where it is.
    """
    case, user, now = case_of(request, file_number), user_of(request), timezone.now()
    if drafts.act_of(form) is None:
        raise Http404
    step = _step(case, form)
    if form.startswith("step-") and step is None:
        return _line(request, case, form, 409, _("This step is completed."))
    fields = fields_of(request.POST, OF_A_DECISION if step and step.kind == "decide" else None)
    try:
        kept = drafts.keep(case=case, form=form, fields=fields, by=user, now=now)
    except (NotAllowed, InvalidData) as error:
        reasons = error.errors.values() if isinstance(error, InvalidData) else [str(error)]
        return _line(request, case, form, 409, " ".join(reasons))
    context = {"case": case, "kept": KeptForm(form, kept), "today": timezone.localdate(now)}
    return render(request, "desk/draft_line.html", context | {"just_now": True})


@changes("desk:case")
def draft_discard(request: HttpRequest, file_number: str, form: str) -> HttpResponse:
    """Drop the kept entries and show the form again as it was."""
    case = case_of(request, file_number)
    drafts.forget(case=case, form=form, by=user_of(request))
    messages.info(request, _("The draft is dropped."))
    return redirect(_page_of(request, case, form))


def _step(case: Case, form: str) -> Step | None:
    """The step whose form it is, while it can be sent; None also for what is no step's."""
    step = read_id(form.removeprefix("step-")) if form.startswith("step-") else None
    return case.steps.filter(pk=step, status=Step.Status.OPEN).first() if step else None


def _line(request: HttpRequest, case: Case, form: str, status: int, trouble: str) -> HttpResponse:
    context = {"case": case, "kept": KeptForm(form), "trouble": trouble}
    return render(request, "desk/draft_line.html", context, status=status)


def _page_of(request: HttpRequest, case: Case, form: str) -> str:
    """The page the form is on."""
    kind, _dash, rest = form.partition("-")
    if kind == "letter":
        return reverse("desk:letter-write", args=[case.file_number, rest])
    page = "desk:look" if "look" in request.POST else "desk:case"
    url = reverse(page, args=[case.file_number])
    return f"{url}?step={rest}" if kind == "step" else url
