from django.apps import AppConfig


class ProcessConfig(AppConfig):
    name = "casework.process"
    label = "process"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from casework.process.models import Step

        auditlog.register(Step, exclude_fields=["engine_id"])
