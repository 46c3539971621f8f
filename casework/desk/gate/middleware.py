"""The gate every request passes: no page without a policy, and none against it.

After sign-in (LoginRequiredMiddleware) and before the view. A case that is not there for the
person is 404; what they may not do is 403 with the reason; what a page never takes is 405. The
actions ask again under their lock, with the state of the case as it is then.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from casework.cases import policy
from casework.desk.gate.rules import Policy, Rule
from casework.desk.gate.table import POLICIES
from casework.desk.requests import reach_case, user_of


class GateMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """None lets the view answer. Http404 or PermissionDenied for whom it is not."""
        match = request.resolver_match
        declared = POLICIES.get(match.view_name) if match else None
        if declared is None:
            raise PermissionDenied(_("Nobody has settled yet who may open this page."))
        rule = _rule_for(declared, request.method or "")
        if rule is None:
            return HttpResponseNotAllowed(_methods(declared))
        if rule.where == "anybody":
            return None
        if not request.user.is_authenticated:  # a page of a library that asks by itself, or not
            return redirect_to_login(request.get_full_path())
        _ask(rule, request, kwargs)
        return None


def _rule_for(declared: Policy, method: str) -> Rule | None:
    if method == "POST":
        return declared.change
    return declared.see if method in ("GET", "HEAD") else None


def _methods(declared: Policy) -> list[str]:
    return ["GET", "HEAD"] * bool(declared.see) + ["POST"] * bool(declared.change)


def _ask(rule: Rule, request: HttpRequest, kwargs: dict[str, Any]) -> None:
    if rule.where == "signed in":
        return
    on = reach_case(request, kwargs["file_number"]) if rule.where == "case" else None
    if reason := policy.why_not(user_of(request), rule.act, on):
        raise PermissionDenied(reason)
