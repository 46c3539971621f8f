"""Letter styles: the places that have one, a form with a preview, and saving a new version."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from casework.access.models import User
from casework.cases.errors import InvalidData
from casework.desk.office.style_forms import StyleForm, keep, kept
from casework.desk.office.style_places import inherited, place_of, query_of, rows
from casework.desk.requests import user_of
from casework.desk.responses import pdf_response
from casework.notices.freezing import draft_pdf
from casework.notices.models import LetterStyle, Notice
from casework.notices.specimen import specimen
from casework.notices.style_entry import Place, enter_style, unsaved, why_not
from casework.notices.styles import PLACEHOLDERS


@require_GET
def letter_styles(request: HttpRequest) -> HttpResponse:
    """Authority, units and services with their styles."""
    user = _administrator(request)
    authority = user.authority
    if authority is None:
        raise PermissionDenied
    context = {"rows": rows(user, authority, timezone.localdate())}
    return render(request, "desk/letter_styles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_style(request: HttpRequest) -> HttpResponse:
    """The style of one place: shown with a preview; with `save`, a new version."""
    place = place_of(_administrator(request), request.GET)
    user = _administrator(request, place)
    today = timezone.localdate()
    current = _current(place, today)
    if request.method != "POST":
        return _page(request, place, StyleForm.of_version(current, today), current)
    form = StyleForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, place, form, current, status=422)
    day = form.cleaned_data["valid_from"]
    try:
        values = form.values(_before(request, place, current))
        if "save" in request.POST:
            enter_style(place=place, valid_from=day, values=values, by=user, now=timezone.now())
            messages.success(request, _("The letter style of %(who)s is saved.") % {"who": place})
            return redirect("desk:letter-styles")
        specimen(place, unsaved(place, day, values), by=user, on=today)
    except InvalidData as error:
        form.add(error)
        return _page(request, place, form, current, status=422)
    return _page(request, place, form, current, version=keep(request, place, day, values))


@require_GET
def letter_style_preview(request: HttpRequest) -> HttpResponse:
    """A specimen letter in the style last looked at, or in the one in force."""
    place = place_of(_administrator(request), request.GET)
    user, today = _administrator(request, place), timezone.localdate()
    current = _current(place, today)
    found = kept(request, place) if request.GET.get("v") else None
    day, values = found or (today, _values(current))
    facts = specimen(place, unsaved(place, day, values), by=user, on=today)
    return pdf_response(draft_pdf(facts), "Muster.pdf")


def _page(
    request: HttpRequest,
    place: Place,
    form: StyleForm,
    current: LetterStyle | None,
    *,
    status: int = 200,
    version: str = "",
) -> HttpResponse:
    page = "desk/letter_style.html"
    context = {
        "place": place,
        "query": query_of(place),
        "form": form,
        "current": current,
        "inherited": inherited(place, timezone.localdate()),
        "versions": place.versions().order_by("-valid_from", "-pk"),
        "placeholders": PLACEHOLDERS,
        "kinds": [] if place.kind else [_of_kind(place, kind) for kind in Notice.Kind],
        "version": version,
    }
    part = "#preview" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, page + part, context, status=status)


def _of_kind(place: Place, kind: Notice.Kind) -> tuple[str, str]:
    """Address and name of the same place for one kind of letter."""
    return query_of(Place(place.authority, place.unit, place.service, kind)), str(kind.label)


def _current(place: Place, today: date) -> LetterStyle | None:
    return place.versions().filter(valid_from__lte=today).last()


def _values(style: LetterStyle | None) -> dict[str, object]:
    names = ("greeting", "closing", "letterhead", "foot", "before", "after", "colour", "logo_type",
             "logo_alt")  # fmt: skip
    texts = {name: getattr(style, name) if style else "" for name in names}
    logo = bytes(style.logo) if style and style.logo is not None else None
    return {**texts, "logo": logo}


def _before(request: HttpRequest, place: Place, current: LetterStyle | None) -> dict[str, object]:
    """Where a logo comes from when no new file is sent: last looked at, else in force."""
    found = kept(request, place)
    return found[1] if found else _values(current)


def _administrator(request: HttpRequest, place: Place | None = None) -> User:
    user = user_of(request)
    if user.authority is None:
        raise Http404
    if reason := why_not(user, place):
        raise PermissionDenied(reason)
    return user
