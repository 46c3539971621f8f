from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "casework.decisions"
    label = "decisions"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from casework.decisions.models import (
            CitedNorm,
            CoSignature,
            Decision,
            FindingAnswer,
        )

        auditlog.register(Decision)
        auditlog.register(CitedNorm)
        auditlog.register(FindingAnswer)
        auditlog.register(CoSignature)
