"""Samples: drawing them, their cases, and a check sheet for each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from casework.cases.errors import InvalidData
from casework.cases.models import Case
from casework.decisions.models import Decision
from casework.desk.audit_room.access import auditor
from casework.desk.audit_room.sample_forms import SampleForm
from casework.desk.audit_room.sampling import draw, fill_in, samples_of, sheets_of
from casework.desk.audit_room.sheet import ANSWERS, QUESTIONS

SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def samples(request: HttpRequest) -> HttpResponse:
    """The samples there are, and a form for another one."""
    user = auditor(request)
    form = SampleForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        size, seed = form.cleaned_data["size"], form.cleaned_data["seed"]
        try:
            made = draw(criteria=form.criteria(), size=size, seed=seed, by=user, now=timezone.now())
            return redirect("desk:audit-sample", made.pk)
        except InvalidData:
            form.add_error(None, _("No closed case fits."))
    context = {"form": form, "samples": samples_of(user)[:SHOWN]}
    status = 422 if form.errors else 200
    return render(request, "desk/audit/samples.html", context, status=status)


@require_GET
def sample(request: HttpRequest, sample: int) -> HttpResponse:
    """A sample: its cases in the order they were drawn, and how to draw them again."""
    user = auditor(request)
    found = get_object_or_404(samples_of(user), pk=sample)
    outcome = found.criteria.get("outcome", "")
    context = {
        "sample": found,
        "outcome": dict(Decision.Outcome.choices).get(outcome, ""),
        "rows": sheets_of(found, user),
    }
    return render(request, "desk/audit/sample.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sample_sheet(request: HttpRequest, sample: int, position: int) -> HttpResponse:
    """The check sheet of one drawn case."""
    user = auditor(request)
    found = get_object_or_404(samples_of(user), pk=sample)
    sheet = get_object_or_404(found.cases, position=position)
    case = get_object_or_404(Case.objects.visible_to(user), pk=sheet.case_id)
    if request.method == "POST":
        remark = request.POST.get("remark", "").replace("\x00", "")
        answers = {key: request.POST.get(key, "") for key in QUESTIONS}
        fill_in(sheet=sheet, answers=answers, remark=remark, by=user, now=timezone.now())
        messages.success(request, _("The check sheet is kept."))
        return redirect("desk:audit-sample", found.pk)
    questions = [(key, text, sheet.answers.get(key, "")) for key, text in QUESTIONS.items()]
    context = {
        "sample": found,
        "sheet": sheet,
        "case": case,
        "outcome": dict(Decision.Outcome.choices).get(case.outcome, ""),
        "questions": questions,
        "answers": ANSWERS,
    }
    return render(request, "desk/audit/sheet.html", context)
