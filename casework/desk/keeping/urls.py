"""Addresses of the room of data protection; they stand in the desk's namespace."""

from django.urls import URLPattern, path

from casework.desk.keeping import record_views, subject_views, views

urlpatterns: list[URLPattern] = [
    path("retention/", views.retention, name="retention"),
    path("deletion/propose/", views.deletion_propose, name="deletion-propose"),
    path("deletion/", views.deletion_runs, name="deletion-runs"),
    path("deletion/<int:run>/", views.deletion_run, name="deletion-run"),
    path("deletion/<int:run>/confirm/", views.deletion_confirm, name="deletion-confirm"),
    path("deletion/<int:run>/stop/", views.deletion_stop, name="deletion-stop"),
    path("deletion/proofs/", views.disposals, name="disposals"),
    path("subject/", subject_views.subject, name="subject"),
    path("subject/export/", subject_views.subject_export, name="subject-export"),
    path("processing/", record_views.processing, name="processing"),
    path("processing/office/", record_views.processing_office, name="processing-office"),
]
