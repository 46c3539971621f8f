"""Addresses for machines."""

from django.urls import path

from casework.intake.adapters import api

app_name = "intake"
urlpatterns = [path("submissions", api.submissions, name="submissions")]
