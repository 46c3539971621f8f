from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "casework.intake"
    label = "intake"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from casework.intake.models import SenderToken, Submission

        auditlog.register(SenderToken, exclude_fields=["token_sha256"])
        auditlog.register(Submission, exclude_fields=["raw"])
