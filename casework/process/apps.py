from django.apps import AppConfig


class ProcessConfig(AppConfig):
    name = "casework.process"
    label = "process"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from casework.audit.masking import MASK
        from casework.process.models import Step

        auditlog.register(
            Step, exclude_fields=["engine_id"], mask_fields=["data"], mask_callable=MASK
        )
