from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "casework.delivery"
    label = "delivery"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from casework.audit.masking import MASK
        from casework.delivery.models import (
            Attempt,
            Delivery,
            FictionRule,
            Objection,
            PostBatch,
            Proof,
        )

        auditlog.register(
            Delivery,
            exclude_fields=["because", "next_try_at", "tries"],
            mask_fields=["lines", "informed_reason", "ended_because"],
            mask_callable=MASK,
        )
        auditlog.register(Attempt, mask_fields=["detail"], mask_callable=MASK)
        auditlog.register(Proof, mask_fields=["text", "reason"], mask_callable=MASK)
        auditlog.register(PostBatch, exclude_fields=["printed"])
        auditlog.register(FictionRule)
        auditlog.register(
            Objection,
            exclude_fields=["because", "reinstatement_because"],
            mask_fields=["text", "obstacle", "trouble", "ended_because"],
            mask_callable=MASK,
        )
