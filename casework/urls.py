"""All addresses of the application, by package."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("casework.accounts.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("law/", include("legal.urls")),
    path("api/", include("casework.intake.urls")),
    path("", include("casework.desk.urls")),
]
