from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "casework.backup"
    label = "backup"
