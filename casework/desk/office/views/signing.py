"""Powers to sign: who may sign what, settled by administrators."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.access import roles
from casework.access.models import SigningPower
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.decisions import powers
from casework.desk.office.office_forms import PowerForm
from casework.desk.office.powers_page import powers_context
from casework.desk.requests import changes, user_of


@require_http_methods(["GET", "HEAD", "POST"])
def signing(request: HttpRequest) -> HttpResponse:
    """Powers in force and those that were, with a form for a new one."""
    user = user_of(request)
    form = PowerForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            power = powers.grant(by=user, now=timezone.now(), **form.cleaned_data)
        except InvalidData as error:
            for name, text in error.errors.items():
                form.add_error(name, text)
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        else:
            text = _("%(who)s may now sign in %(unit)s.")
            messages.success(request, text % {"who": power.user, "unit": power.unit})
            return redirect("desk:signing")
    context = powers_context(user, form, timezone.localdate())
    return render(request, "desk/signing.html", context, status=422 if form.errors else 200)


@changes("desk:signing")
def signing_withdraw(request: HttpRequest, power: int) -> HttpResponse:
    """Take a power to sign back."""
    user = user_of(request)
    units = roles.unit_ids(user, roles.ADMINISTER)
    found = get_object_or_404(SigningPower.objects.filter(unit__in=units), pk=power)
    try:
        done = powers.withdraw(power=found, by=user, now=timezone.now())
    except Conflict as error:
        messages.warning(request, str(error))
    else:
        text = _("%(who)s may no longer sign in %(unit)s.")
        messages.success(request, text % {"who": done.user, "unit": done.unit})
    return redirect("desk:signing")
