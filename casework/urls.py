"""All addresses of the application, by package."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("casework.accounts.urls")),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("law/", include("legal.urls")),
    path("api/", include("casework.intake.urls")),
    path("", include("casework.operations.urls")),
    path("", include("casework.desk.urls")),
]
