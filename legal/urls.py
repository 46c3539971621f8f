"""Addresses of the law pages."""

from django.urls import path

from legal import views
from legal.search.views import search_page, suggest

app_name = "legal"
urlpatterns = [
    path("search/", search_page, name="search"),
    path("suggest/", suggest, name="suggest"),
    path("preview/", views.preview, name="preview"),
    path("cited/", views.cited, name="cited"),
    path("<slug:slug>/", views.statute, name="statute"),
    path("<slug:slug>/-/text/", views.text, name="text"),
    path("<slug:slug>/<str:key>/", views.norm, name="norm"),
    path("<slug:slug>/<str:key>/compare/", views.compare, name="compare"),
]
