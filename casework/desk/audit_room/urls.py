"""Addresses of the audit room; they stand in the desk's namespace."""

from django.urls import URLPattern, path

from casework.desk.audit_room import chain_views, pattern_views, sample_views, views

urlpatterns: list[URLPattern] = [
    path("", views.audit, name="audit"),
    path("export/<slug:form>/", views.audit_export, name="audit-export"),
    path("cases/<str:file_number>/", views.audit_story, name="audit-story"),
    path("patterns/", pattern_views.patterns, name="audit-patterns"),
    path("samples/", sample_views.samples, name="audit-samples"),
    path("samples/<int:sample>/", sample_views.sample, name="audit-sample"),
    path(
        "samples/<int:sample>/<int:position>/",
        sample_views.sample_sheet,
        name="audit-sheet",
    ),
    path("chain/", chain_views.chain, name="audit-chain"),
    path("chain/check/", chain_views.chain_check, name="audit-check"),
    path("chain/seals/", chain_views.chain_seals, name="audit-seals"),
    path("chain/bundle/", chain_views.chain_bundle, name="audit-bundle"),
]
