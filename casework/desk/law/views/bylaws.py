"""By-laws, Land law and links that an administrator enters."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from casework.access.models import User
from casework.desk.law.law_forms import ByLawForm, LinkForm
from casework.desk.requests import changes, user_of
from casework.lawwatch.entries import enter_bylaw, enter_link, why_not
from legal.bylaws.reader import ByLaw, read_bylaw
from legal.bylaws.writer import ByLawError, check_entry
from legal.models import NormVersion, Statute

KEPT = ("abbreviation", "title", "short_title", "kind", "link")


@require_GET
def bylaws(request: HttpRequest) -> HttpResponse:
    """What the office entered: laws with their text, and links."""
    return _list(request, LinkForm())


@changes("desk:bylaws")
def link_save(request: HttpRequest) -> HttpResponse:
    """Keep a law as a name with a link."""
    user, form = _administrator(request), LinkForm(request.POST)
    if form.is_valid():
        try:
            entry = enter_link(**form.cleaned_data, by=user, now=timezone.now())
        except ByLawError as error:
            _add(form, error.errors)
        else:
            messages.success(request, _("%(name)s is kept with its link.") % {"name": entry.name})
            return redirect("desk:bylaws")
    return _list(request, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def bylaw_enter(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Enter a by-law, or the next text of the one named `slug`: first a preview, then saved."""
    user = _administrator(request)
    statute = get_object_or_404(_texts(user), slug=slug) if slug else None
    if request.method != "POST":
        kept = {name: getattr(statute, _field(name)) for name in KEPT} if statute else None
        return _form(request, ByLawForm(initial=kept), statute)
    form = ByLawForm.of_request(request)
    if not form.is_valid():
        return _form(request, form, statute, status=422)
    head, text = form.head(), form.cleaned_data["text"]
    read = read_bylaw(text)
    try:
        check_entry(head, read, user.authority.slug if user.authority else "", statute)
        if "save" in request.POST:
            saved = enter_bylaw(head=head, text=text, by=user, now=timezone.now(), statute=statute)
            messages.success(request, _("%(name)s is saved.") % {"name": saved.statute.name})
            return redirect("desk:bylaws")
    except ByLawError as error:
        _add(form, error.errors)
        return _form(request, form, statute, read, status=422)
    return _form(request, form, statute, read)


def _form(
    request: HttpRequest,
    form: ByLawForm,
    statute: Statute | None,
    read: ByLaw | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form; once the text could be read, with what was recognised in it."""
    context = {
        "form": form,
        "statute": statute,
        "read": read,
        "ready": read is not None and status == 200,
        "norms": [norm for norm in read.norms if norm.kind == "norm"] if read else [],
    }
    return render(request, "lawwatch/bylaw.html", context, status=status)


def _list(request: HttpRequest, form: LinkForm, status: int = 200) -> HttpResponse:
    user = _administrator(request)
    texts = list(_texts(user))
    versions: dict[int, set[tuple[object, str]]] = {statute.pk: set() for statute in texts}
    dated = NormVersion.objects.filter(norm__statute__in=texts, valid_from__isnull=False)
    for pk, day, source in dated.values_list("norm__statute", "valid_from", "valid_source"):
        versions[pk].add((day, source))
    context = {
        "texts": [(one, sorted(versions[one.pk], reverse=True, key=str)) for one in texts],
        "links": _entered(user).filter(fingerprint=""),
        "form": form,
    }
    return render(request, "lawwatch/bylaws.html", context, status=status)


def _entered(user: User) -> QuerySet[Statute]:
    slug = user.authority.slug if user.authority else ""
    return Statute.objects.filter(~Q(keeper=""), keeper=slug).order_by("name")


def _texts(user: User) -> QuerySet[Statute]:
    return _entered(user).exclude(fingerprint="")


def _field(name: str) -> str:
    return {"abbreviation": "name", "link": "source_url"}.get(name, name)


def _add(form: forms.Form, errors: Mapping[str, str]) -> None:
    for name, text in errors.items():
        form.add_error(name if name in form.fields else None, text)


def _administrator(request: HttpRequest) -> User:
    user = user_of(request)
    if reason := why_not(user):
        raise PermissionDenied(reason)
    return user
