"""Addresses of the law pages."""

from django.urls import path

from legal import views

app_name = "legal"
urlpatterns = [
    path("<slug:slug>/", views.statute, name="statute"),
    path("<slug:slug>/<str:key>/", views.norm, name="norm"),
]
