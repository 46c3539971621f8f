"""Addresses of the audit room; they stand in the desk's namespace."""

from django.urls import URLPattern, path

from casework.desk.audit_room import chain_views, pattern_views, views

urlpatterns: list[URLPattern] = [
    path("", views.audit, name="audit"),
    path("export/<slug:form>/", views.audit_export, name="audit-export"),
    path("cases/<str:file_number>/", views.audit_story, name="audit-story"),
    path("patterns/", pattern_views.patterns, name="audit-patterns"),
    path("chain/", chain_views.chain, name="audit-chain"),
    path("chain/check/", chain_views.chain_check, name="audit-check"),
    path("chain/seals/", chain_views.chain_seals, name="audit-seals"),
    path("chain/bundle/", chain_views.chain_bundle, name="audit-bundle"),
]
