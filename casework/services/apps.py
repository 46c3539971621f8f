from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "casework.services"
    label = "services"
