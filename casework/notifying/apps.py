from django.apps import AppConfig


class NotifyingConfig(AppConfig):
    name = "casework.notifying"
    label = "notifying"
