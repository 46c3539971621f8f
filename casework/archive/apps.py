from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "casework.archive"
    label = "archive"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from casework.archive.models import DeletionRun, Hold, PrivacyOffice
        from casework.audit.masking import MASK

        auditlog.register(Hold, mask_fields=["reason"], mask_callable=MASK)
        auditlog.register(DeletionRun)
        auditlog.register(PrivacyOffice)
