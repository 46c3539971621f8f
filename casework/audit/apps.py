from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_login_failed
from django.db.models.signals import pre_save


class AuditConfig(AppConfig):
    name = "casework.audit"
    label = "audit"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from casework.audit.log import fill_in
        from casework.audit.masking import MASK
        from casework.audit.models import Entry, Sample, SampleCase
        from casework.audit.sign_in import note_failure

        auditlog.register(Sample)
        auditlog.register(SampleCase, mask_fields=["remark"], mask_callable=MASK)

        def complete(sender: type, instance: Entry, **kwargs: Any) -> None:
            fill_in(instance)

        pre_save.connect(complete, sender=Entry, dispatch_uid="audit.fill_in", weak=False)
        user_login_failed.connect(note_failure, dispatch_uid="audit.sign_in_failed")
