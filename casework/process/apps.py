from django.apps import AppConfig


class ProcessConfig(AppConfig):
    name = "casework.process"
    label = "process"
