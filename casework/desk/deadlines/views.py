"""The deadline calculator for staff: until when, and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from casework.desk.deadlines.calculator import address, entered, solve
from casework.desk.deadlines.calculator_form import SUGGESTED, CalculatorForm
from casework.desk.requests import user_of


@require_GET
@vary_on_headers("HX-Request", "HX-Target")
def calculator(request: HttpRequest) -> HttpResponse:
    """The question in the address and its answer: 422 for what cannot be answered.

    For htmx the result alone, or with it the form, where another question needs other fields.
    Without a day nothing is asked yet.
    """
    user, today = user_of(request), timezone.localdate()
    values, htmx = entered(request.GET, user.authority), request.htmx  # type: ignore[attr-defined]
    asked = bool(values.get("event")) or bool(request.GET and not htmx)
    form = CalculatorForm(values, today, complete=asked)
    found = solve(form, today, user.authority) if asked else None
    context = {
        "form": form,
        "answer": found,
        "suggested": SUGGESTED,
        "rule": values.get("rule", ""),
        "keeper": user.authority.slug if user.authority else "",
    }
    part = {"calculator": "#calculator", "answer": "#answer"}.get(htmx.target or "", "")
    status = 422 if asked and found is None else 200
    response = render(request, f"desk/calculator.html{part}", context, status=status)
    if part and found:
        response["HX-Replace-Url"] = address(form)
    return response
