"""The alerts of a person: the list, where each leads, what is read, what comes by e-mail."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.access import roles
from casework.desk.alerts.forms import ChoicesForm
from casework.desk.alerts.page import by_day, leads_to
from casework.desk.requests import changes, read_id, user_of
from casework.notifying import settling, showing


@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    """The alerts, the newest first, page by page."""
    user, after = user_of(request), read_id(request.GET.get("after"))
    rows, more = showing.page_of(user, after)
    context = {
        "days": by_day(rows),
        "more": f"?after={more}" if more else "",
        "first": after is not None,
        "newest": rows[0].pk if rows else None,
        "unread": len(showing.unread(user)),
        "today": timezone.localdate(),
    }
    return render(request, "desk/alerts/list.html", context)


@require_safe
def alert(request: HttpRequest, alert: int) -> HttpResponse:
    """To what it is about; from now on it is read. Http404 for what is not shown (any more)."""
    user = user_of(request)
    found = get_object_or_404(showing.shown_to(user).select_related("case"), pk=alert)
    showing.mark(user, [found.pk], read=True, now=timezone.now())
    return redirect(leads_to(found))


@changes("desk:alerts")
def mark(request: HttpRequest) -> HttpResponse:
    """Mark one as read or unread, or all up to the newest one that was on the page as read."""
    user, now = user_of(request), timezone.now()
    if upto := read_id(request.POST.get("upto")):
        showing.mark_all(user, upto=upto, now=now)
    elif one := read_id(request.POST.get("read")):
        showing.mark(user, [one], read=True, now=now)
    elif one := read_id(request.POST.get("unread")):
        showing.mark(user, [one], read=False, now=now)
    return redirect("desk:alerts")


@require_http_methods(["GET", "HEAD", "POST"])
def alert_settings(request: HttpRequest) -> HttpResponse:
    """Which kinds come by e-mail, and how often."""
    user = user_of(request)
    form = ChoicesForm(
        request.POST or None,
        current=settling.choices_of(user),
        administers=roles.has_role(user, roles.ADMINISTER),
    )
    if request.method == "POST" and form.is_valid():
        settling.settle(wanted=form.cleaned_data, by=user)
        messages.success(request, _("Your choice is kept."))
        return redirect("desk:alert-settings")
    context = {"form": form, "mails": settings.MAIL_ENABLED, "address": user.email}
    status = 422 if form.errors else 200
    return render(request, "desk/alerts/settings.html", context, status=status)
