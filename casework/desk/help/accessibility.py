"""The accessibility statement, open to everybody, and the page on which an authority enters its
part (§ 12b BGG, § 7 BITV 2.0; for others the law of their Land).
"""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from casework.access.models import AccessibilityStatement, Authority, User
from casework.cases import accessibility
from casework.cases.errors import InvalidData, NotAllowed
from casework.desk.forms import DayInput
from casework.desk.requests import user_of


class StatementForm(forms.ModelForm):  # type: ignore[type-arg]
    """The authority's part of the statement."""

    body_website = forms.URLField(
        label=gettext_lazy("its website"), required=False, assume_scheme="https"
    )

    class Meta:
        model = AccessibilityStatement
        fields = [
            *("level", "law", "contact", "email", "phone"),
            *("body", "body_address", "body_website", "limits", "checked_on", "checked_by"),
        ]
        widgets = {"checked_on": DayInput()}
        help_texts = {
            "law": gettext_lazy("Not for bodies of the federation. Article or section and act."),
            "contact": gettext_lazy("Unit or person to whom people report barriers."),
            "body": gettext_lazy(
                "For bodies of the federation: the conciliation body of § 16 BGG. In the Länder "
                "it is called differently."
            ),
            "limits": gettext_lazy("What you know of beyond what the product says; one a line."),
            "checked_by": gettext_lazy("The authority itself, or who checked for it."),
        }

    def clean(self) -> dict[str, Any]:
        """A body of a Land names its law."""
        found = super().clean() or self.cleaned_data
        if found.get("level") == AccessibilityStatement.Level.LAND and not found.get("law"):
            self.add_error("law", _("Please name the provision of your Land."))
        return found


@login_not_required
@require_GET
def statement(request: HttpRequest) -> HttpResponse:
    """The statement of one's own authority, or of the only one there is."""
    user = request.user
    own = user.authority if isinstance(user, User) else None
    found = list(Authority.objects.all()[:2])
    return _page(request, own or (found[0] if len(found) == 1 else None))


@login_not_required
@require_GET
def statement_of(request: HttpRequest, slug: str) -> HttpResponse:
    """The statement of a named authority: where several share an installation."""
    return _page(request, get_object_or_404(Authority, slug=slug))


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Enter the authority's part of the statement."""
    user = user_of(request)
    found = AccessibilityStatement.objects.filter(authority=user.authority_id).first()
    form = StatementForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid() and _stated(form, user, timezone.now()):
        messages.success(request, _("The statement is saved and open to everybody."))
        return redirect("desk:accessibility-settings")
    context = {"form": form, "found": found}
    status = 422 if form.errors else 200
    return render(request, "desk/help/accessibility_settings.html", context, status=status)


def _stated(form: StatementForm, user: User, now: datetime) -> bool:
    try:
        accessibility.state(values=form.cleaned_data, by=user, now=now)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except InvalidData as error:
        for name, text in error.errors.items():
            form.add_error(name, text)
    return not form.errors


def _page(request: HttpRequest, authority: Authority | None) -> HttpResponse:
    stated = AccessibilityStatement.objects.filter(authority=authority).first()
    context = {"authority": authority, "stated": stated if authority else None}
    return render(request, "desk/help/accessibility.html", context)
