from typing import Any

from django.apps import AppConfig
from django.db.models.signals import pre_save


class AuditConfig(AppConfig):
    name = "casework.audit"
    label = "audit"

    def ready(self) -> None:
        from casework.audit.log import fill_in
        from casework.audit.models import Entry

        def complete(sender: type, instance: Entry, **kwargs: Any) -> None:
            fill_in(instance)

        pre_save.connect(complete, sender=Entry, dispatch_uid="audit.fill_in", weak=False)
