"""Addresses of the law pages."""

from django.urls import URLPattern

app_name = "legal"
urlpatterns: list[URLPattern] = []
