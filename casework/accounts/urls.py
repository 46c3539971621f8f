"""Addresses of signing in: those of django-allauth that are used, by its names, and our own.

What the product has no use for (registering, e-mail addresses, resetting a password by mail) has no
address.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.urls import URLPattern, path
from django.views.generic import RedirectView

from casework.accounts import views
from casework.accounts.provider import views as oidc

KEY = "passkeys/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path("", views.overview, name="mfa_index"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("password/", views.password_change, name="account_change_password"),
    path("start/<int:person>/<str:secret>/", views.start, name="account_start"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("again/code/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("again/passkey/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("again/provider/", views.provider_again, name="account_provider_again"),
    path("code/", factor.authenticate, name="mfa_authenticate"),
    path("app/add/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("passkeys/login/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/add/", views.passkey_add, name="mfa_add_webauthn"),
    path(KEY + "rename/", passkey.edit_webauthn, name="mfa_edit_webauthn"),
    path(KEY + "remove/", views.passkey_remove, name="mfa_remove_webauthn"),
    path("oidc/<slug:provider_id>/login/", oidc.provider_login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/", oidc.provider_callback, name="openid_connect_callback"),
    path("sessions/<int:number>/end/", views.session_end, name="account_session_end"),
    path("sessions/end/", views.sessions_end, name="account_sessions_end"),
]
