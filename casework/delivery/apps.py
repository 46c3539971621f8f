from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "casework.delivery"
    label = "delivery"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from casework.delivery.models import (
            Attempt,
            Delivery,
            FictionRule,
            Objection,
            PostBatch,
            Proof,
        )

        auditlog.register(Delivery, exclude_fields=["because", "next_try_at", "tries"])
        auditlog.register(Attempt)
        auditlog.register(Proof)
        auditlog.register(PostBatch, exclude_fields=["printed"])
        auditlog.register(FictionRule)
        auditlog.register(Objection, exclude_fields=["because", "reinstatement_because"])
