"""The page of the search and the suggestions of its box."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from casework.access.models import User
from casework.audit.log import read
from casework.desk.find.asked import Asked
from casework.desk.find.cases import Hits, corrected, find_cases
from casework.desk.find.handbook import find_help
from casework.desk.find.straight import straight_to
from casework.desk.requests import user_of
from casework.operations.replica import from_replica
from legal.audience import reader_of
from legal.search.hits import search
from legal.search.suggest import suggest as suggest_law

SHOWN, SUGGESTED = 5, 4
FIELDS = ["file_number", "applicant_name", "parties", "data", "notes", "conversations", "documents"]


@require_safe
@from_replica
def find(request: HttpRequest) -> HttpResponse:
    """What was found, in groups; a file number or a citation leads straight there."""
    user, asked = user_of(request), Asked.read(request.GET)
    if asked.text and not asked.everything and (there := straight_to(asked.text, user)):
        return redirect(there)
    context: dict[str, Any] = {"asked": asked, "problem": asked.problem}
    if not asked.problem:
        context |= _found(request, user, asked)
    return render(request, "desk/find/page.html", context)


@require_safe
@from_replica
def suggest(request: HttpRequest) -> HttpResponse:
    """Options for what is being typed; nothing before the second letter."""
    user, asked = user_of(request), Asked.read(request.GET)
    context: dict[str, Any] = {"asked": asked}
    if not asked.problem:
        cases = find_cases(asked.text, user, most=SUGGESTED)
        _log(user, cases, "suggest")
        law = suggest_law(asked.text, user.authority.slug if user.authority else "")
        help_hits = find_help(asked.text, SUGGESTED)
        context |= {"cases": cases.cases, "law": law[:SUGGESTED], "help": help_hits}
    return render(request, "desk/find/options.html", context)


def _found(request: HttpRequest, user: User, asked: Asked) -> dict[str, Any]:
    cases = find_cases(asked.text, user, asked.after)
    _log(user, cases, "find")
    text = corrected(asked.text, cases.meant)
    context: dict[str, Any] = {
        "cases": cases,
        "more": asked.address(text, cases.after) if cases.after else "",
    }
    if asked.after is None:
        reader = reader_of(request)
        law = search(asked.text, keeper=reader.keeper, prefer=reader.prefer, limit=SHOWN)
        # Where cases were found nothing was mistyped: no other word is looked for in the law.
        context["law"] = None if law.corrections and cases.cases else law
        context["help"] = find_help(asked.text, SHOWN)
    else:
        context["first"] = asked.address()
    return context


def _log(user: User, found: Hits, view: str) -> None:
    """That somebody searched and how much was found; never for whom (as for the inbox)."""
    if user.authority:
        further = {"view": view, "fields": FIELDS, "hits": len(found.cases)}
        read(by=user, what="case.search", subject=user.authority, further=further)
