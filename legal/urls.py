"""Addresses of the law pages."""

from django.urls import path

from legal import views

app_name = "legal"
urlpatterns = [
    path("preview/", views.preview, name="preview"),
    path("<slug:slug>/", views.statute, name="statute"),
    path("<slug:slug>/-/text/", views.text, name="text"),
    path("<slug:slug>/<str:key>/", views.norm, name="norm"),
    path("<slug:slug>/<str:key>/compare/", views.compare, name="compare"),
]
