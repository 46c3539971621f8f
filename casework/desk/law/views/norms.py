"""Of one norm: the days its texts are in force, and what the office knows of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from casework.access.models import User
from casework.cases.errors import Conflict, InvalidData, NotAllowed
from casework.desk.law.law_forms import DatesForm, NoteForm
from casework.desk.requests import read_id, user_of
from casework.lawwatch import entries, notes
from casework.lawwatch.earlier import earlier_decisions
from casework.lawwatch.models import NormNote
from legal.history import cited_law
from legal.models import Norm, NormVersion
from legal.validity import ValidityError

EARLIER_SHOWN = 10


@require_GET
def norm_find(request: HttpRequest) -> HttpResponse:
    """From a typed citation to the norm's page."""
    user, citation = user_of(request), request.GET.get("citation", "").replace("\x00", "")[:200]
    keeper = user.authority.slug if user.authority else ""
    law = cited_law([citation], keeper)[citation]
    if not law.norms:
        text = _("“%(citation)s” is no norm of the loaded law.") % {"citation": citation}
        messages.warning(request, text)
        return redirect("desk:law-review" if entries.why_not(user) is None else "desk:services")
    norm = law.norms[0].norm
    name = "desk:norm-dates" if entries.why_not(user) is None else "desk:norm-notes"
    return redirect(name, norm.statute.slug, norm.key)


@require_http_methods(["GET", "HEAD", "POST"])
def norm_dates(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """All texts of a norm with their days; an administrator enters them."""
    user, norm = user_of(request), _norm(request, slug, key)
    if reason := entries.why_not(user):
        raise PermissionDenied(reason)
    versions = list(norm.versions.order_by("-observed_at").defer("tree", "notes_tree"))
    failed: DatesForm | None = None
    wanted = read_id(request.POST.get("version")) if request.method == "POST" else None
    if request.method == "POST":
        failed = DatesForm(request.POST, prefix=f"v{wanted}", auto_id="id_%s")
        version = get_object_or_404(NormVersion.objects.filter(norm=norm), pk=wanted or 0)
        version.norm = norm
        if failed.is_valid() and _enter(request, failed, version, user):
            return redirect("desk:norm-dates", slug, key)
    rows = [(one, failed if one.pk == wanted and failed else _dates(one)) for one in versions]
    context = {"norm": norm, "rows": rows, "form": failed}
    return render(request, "lawwatch/dates.html", context, status=422 if failed else 200)


def _enter(request: HttpRequest, form: DatesForm, version: NormVersion, user: User) -> bool:
    try:
        changed = entries.enter_dates(version=version, by=user, **form.cleaned_data)
    except ValidityError as error:
        for name, text in error.errors.items():
            form.add_error(name, text)
        return False
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    messages.success(request, _("The days are entered.") if changed else _("Nothing was changed."))
    return True


def _dates(version: NormVersion) -> DatesForm:
    initial = {
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
        "source": version.valid_source,
    }
    return DatesForm(initial=initial, prefix=f"v{version.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def norm_notes(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Notes of the office on a norm, and the earlier decisions that rest on it."""
    user, norm = user_of(request), _norm(request, slug, key)
    form, note = NoteForm(), None
    if request.method == "POST":
        note = _own_note(request, norm, user)
        form = NoteForm(request.POST)
        complete = "withdraw" in request.POST or form.is_valid()
        if complete and _write(request, form, norm, note, user):
            return redirect("desk:norm-notes", slug, key)
    return _notes_page(request, norm, user, form, note)


def _notes_page(
    request: HttpRequest, norm: Norm, user: User, form: NoteForm, failed: NormNote | None
) -> HttpResponse:
    found = notes.notes_on([norm.pk], user.authority)[norm.pk] if user.authority else []
    editable = [one for one in found if notes.why_not(user, one) is None]
    forms = {one.pk: _note_form(one) for one in editable}
    if failed is not None and failed.pk in forms and form.errors:
        forms[failed.pk], form = form, NoteForm()
    context = {
        "norm": norm,
        "notes": [(one, forms.get(one.pk)) for one in found],
        "today": timezone.localdate(),
        "form": form,
        "failed": failed.pk if failed else None,
        "why_not": notes.why_not(user),
        "may_date": entries.why_not(user) is None,
        "earlier": earlier_decisions([norm.pk], user, EARLIER_SHOWN)[norm.pk],
    }
    status = 422 if form.errors or any(one.errors for one in forms.values()) else 200
    return render(request, "lawwatch/notes.html", context, status=status)


def _note_form(note: NormNote) -> NoteForm:
    initial = {"text": note.text, "review_on": note.review_on}
    return NoteForm(initial=initial, auto_id=f"id_{note.pk}_%s")


def _own_note(request: HttpRequest, norm: Norm, user: User) -> NormNote | None:
    """The note that is to be changed; Http404 for one of others."""
    if not request.POST.get("note"):
        return None
    kept = NormNote.objects.filter(norm=norm, authority=user.authority_id)
    return get_object_or_404(kept, pk=read_id(request.POST["note"]) or 0)


def _write(
    request: HttpRequest, form: NoteForm, norm: Norm, note: NormNote | None, user: User
) -> bool:
    now, version = timezone.now(), read_id(request.POST.get("version")) or 0
    try:
        if note is None:
            notes.write_note(norm=norm, by=user, now=now, **form.cleaned_data)
        elif "withdraw" in request.POST:
            notes.withdraw_note(note=note, version=version, by=user, now=now)
        else:
            notes.change_note(note=note, version=version, by=user, now=now, **form.cleaned_data)
    except InvalidData as error:
        for name, text in error.errors.items():
            form.add_error(name, text)
        return False
    except Conflict as error:
        messages.warning(request, str(error))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    else:
        messages.success(request, _("The notes are saved."))
    return True


def _norm(request: HttpRequest, slug: str, key: str) -> Norm:
    """The norm; what another authority entered is not there for this person."""
    user = user_of(request)
    kept = ["", user.authority.slug] if user.authority else [""]
    norms = Norm.objects.select_related("statute").filter(statute__keeper__in=kept)
    return get_object_or_404(norms, statute__slug=slug, key=key)
