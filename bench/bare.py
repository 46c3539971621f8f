"""The bare things beside the product: a minimal view with the same SQL, and Django's admin."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from casework.cases.models import Case

Statements = list[tuple[str, Any]]
PAGE = Engine().from_string(
    "<!doctype html><title>Cases</title><table>{% for row in rows %}<tr>{% for value in row %}"
    "<td>{{ value }}</td>{% endfor %}</tr>{% endfor %}</table>"
)
SHOWN = 8  # columns of a row
statements: Statements = []


def plain(request: HttpRequest) -> HttpResponse:
    """Send the recorded statements and show the longest answer's first 50 rows."""
    longest: list[Any] = []
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            rows = cursor.fetchall() if cursor.description else []
            longest = max(longest, rows, key=len)
    rows = [row[:SHOWN] for row in longest[:50]]
    return HttpResponse(PAGE.render(Context({"rows": rows})))


class Cases(admin.ModelAdmin):
    """The same columns as the inbox, 50 on a page, in the same order."""

    list_display = ("file_number", "applicant_name", "service", "status", "due_on", "assignee")
    list_per_page = 50
    list_select_related = ("service", "assignee")
    ordering = ("due_on", "id")


site = admin.AdminSite()
site.register(Case, Cases)
urlpatterns = [path("plain", plain), path("admin/", site.urls)]


@contextmanager
def recording() -> Any:
    """Collect the statements that are sent within."""
    found: Statements = []

    def record(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(record):
        yield found


def minimal(recorded: Statements) -> Callable[[], Any]:
    """A call of a Django without any middleware whose one view sends `recorded`."""
    bare = override_settings(ROOT_URLCONF="bench.bare", MIDDLEWARE=[])
    client = Client(headers={"host": "localhost"})
    kept = [one for one in recorded if one[0].lstrip().upper().startswith(("SELECT", "WITH"))]

    def call() -> Any:
        statements[:] = kept
        with bare:
            answer = client.get("/plain")
        if answer.status_code != 200:
            raise RuntimeError(f"the bare view answered {answer.status_code}")
        return answer

    return call


def change_list(user: Any) -> Callable[[], Any]:
    """A call of the admin's change list, without middleware, as a person who may see everything."""
    user.is_staff = user.is_superuser = True
    request = RequestFactory(headers={"host": "localhost"}).get("/admin/cases/case/")
    request.user = user
    view = site._registry[Case]

    plain_files = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    bare = override_settings(
        ROOT_URLCONF="bench.bare", STORAGES={**settings.STORAGES, "staticfiles": plain_files}
    )

    def call() -> Any:
        with bare:
            return view.changelist_view(request).render()  # type: ignore[attr-defined]

    return call
