"""The way of one letter: everything about it, and what people do to it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.delivery.actions.common import deliveries
from casework.delivery.actions.proofs import correct_proof
from casework.delivery.models import Delivery
from casework.desk.mail.delivery_page import delivery_page
from casework.desk.mail.mail_acts import ACTS
from casework.desk.mail.mail_forms import CorrectProofForm
from casework.desk.mail.mail_lists import with_attempts
from casework.desk.requests import case_of, changes, user_of


@require_GET
def delivery(request: HttpRequest, file_number: str, delivery: int) -> HttpResponse:
    """Everything about the way of a letter on one page."""
    return delivery_page(request, _delivery(request, file_number, delivery))


@changes("desk:case")
def delivery_act(request: HttpRequest, file_number: str, delivery: int, what: str) -> HttpResponse:
    """Do one of the acts in the table ACTS, with the form that belongs to it."""
    found = _delivery(request, file_number, delivery)
    act = ACTS.get(what)
    if act is None:
        raise Http404
    form = act.make(found, request.POST, request.FILES)
    if not form.is_valid():
        return delivery_page(request, found, form, what, status=422)
    try:
        act.run(found, form, user_of(request), timezone.now())
    except InvalidData as error:
        form.refuse(error)
        return delivery_page(request, found, form, what, status=422)
    except Conflict as error:
        return _conflict(request, file_number, delivery, error)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, str(act.done))
    return redirect("desk:delivery", file_number, _latest(found))


@changes("desk:case")
def proof_correct(
    request: HttpRequest, file_number: str, delivery: int, proof: int
) -> HttpResponse:
    """Put another day in the place of an entry, or take it back."""
    found, form = _delivery(request, file_number, delivery), CorrectProofForm(request.POST)
    entry = get_object_or_404(found.proofs.select_related("delivery__case"), pk=proof)
    what = f"correct-{entry.pk}"
    if not form.is_valid():
        return delivery_page(request, found, form, what, status=422)
    try:
        now, by = timezone.now(), user_of(request)
        correct_proof(proof=entry, by=by, now=now, **form.cleaned_data)
    except InvalidData as error:
        form.refuse(error)
        return delivery_page(request, found, form, what, status=422)
    except Conflict as error:
        return _conflict(request, file_number, delivery, error)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("The entry is corrected; the first one stays visible."))
    return redirect("desk:delivery", file_number, found.pk)


def _conflict(request: HttpRequest, file_number: str, pk: int, error: Conflict) -> HttpResponse:
    """The page as things stand now, with what was not done."""
    found = _delivery(request, file_number, pk)
    return delivery_page(request, found, conflict=str(error), status=409)


def _latest(delivery: Delivery) -> int:
    """The delivery to show next: the new one, where the letter is sent anew."""
    new = Delivery.objects.filter(earlier=delivery).values_list("pk", flat=True).first()
    return new or delivery.pk


def _delivery(request: HttpRequest, file_number: str, pk: int) -> Delivery:
    case = case_of(request, file_number)
    return get_object_or_404(with_attempts(deliveries()).filter(case=case), pk=pk)
