"""Addresses of the audit room; they stand in the desk's namespace."""

from django.urls import URLPattern, path

from casework.desk.audit_room import views

urlpatterns: list[URLPattern] = [
    path("", views.audit, name="audit"),
]
