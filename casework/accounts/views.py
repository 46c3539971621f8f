"""A person's own sign-in: what protects it, where it is open, and the way in for the first time."""

from allauth.account import views as account
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.access.models import User
from casework.accounts import links, people
from casework.accounts.forms import FirstPasswordForm
from casework.accounts.overview import overview_of
from casework.accounts.provider.adapter import known_as
from casework.accounts.provider.config import providers
from casework.accounts.receivers import note
from casework.accounts.second_factor import SecondFactorAdapter


@require_GET
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """Password, second factors and open sessions of the person."""
    context = {"page": overview_of(request, _user(request))}
    return render(request, "account/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("oldpassword", "password1", "password2")
def password_change(request: HttpRequest) -> HttpResponse:
    """django-allauth's page; who has no password of ours has none to change."""
    if not _user(request).has_usable_password():
        return redirect("mfa_index")
    answer: HttpResponse = account.password_change(request)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def passkey_add(request: HttpRequest) -> HttpResponse:
    """django-allauth's page."""
    answer: HttpResponse = passkeys.add_webauthn(request)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def passkey_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """django-allauth's page, which does not ask whether the last one may go."""
    mine = Authenticator.objects.filter(user=_user(request), type=Authenticator.Type.WEBAUTHN)
    found = get_object_or_404(mine, pk=pk)
    adapter = SecondFactorAdapter()
    if not adapter.can_delete_authenticator(found):
        messages.error(request, str(adapter.error_messages["cannot_delete_authenticator"]))
        return redirect("mfa_index")
    answer: HttpResponse = passkeys.remove_webauthn(request, pk=pk)
    return answer


@require_POST
def session_end(request: HttpRequest, number: int) -> HttpResponse:
    """End one of the person's other sessions."""
    user = _user(request)
    others = UserSession.objects.filter(user=user).exclude(session_key=_key(request))
    found = others.filter(pk=number).first()
    if found:
        found.end()
        note("session.end", user, by=user)
        messages.success(request, _("The session is ended."))
    return redirect("mfa_index")


@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """End every session of the person but this one."""
    user = _user(request)
    count = people.end_sessions_of(user, but=_key(request))
    note("session.end", user, by=user, further={"count": count})
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("mfa_index")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password1", "password2")
def start(request: HttpRequest, person: int, secret: str) -> HttpResponse:
    """Set the first password with the link an administrator handed over."""
    now = timezone.now()
    owner = links.owner(person, secret, now)
    if owner is None:
        return render(request, "account/start_over.html", status=404)
    form = FirstPasswordForm(owner, request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["password1"]
        if people.set_password(person=owner, secret=secret, password=password, now=now):
            messages.success(request, _("Your password is set. Please sign in with it now."))
            return redirect("account_login")
        return render(request, "account/start_over.html", status=404)
    context = {"form": form, "person": owner}
    return render(request, "account/start.html", context, status=422 if form.errors else 200)


@require_GET
def provider_again(request: HttpRequest) -> HttpResponse:
    """Who signs in through the identity provider proves there again who they are."""
    known = known_as(_user(request))
    context = {"providers": [one for one in providers().values() if one.id in known]}
    return render(request, "account/again_provider.html", context)


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _key(request: HttpRequest) -> str:
    return request.session.session_key or ""
