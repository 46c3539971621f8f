from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "casework.cases"
    label = "cases"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from casework.cases.models import (
            Case,
            Deadline,
            Document,
            Exclusion,
            Note,
            Party,
        )

        # The application's data and the bytes of documents are the record itself, not the log's.
        auditlog.register(Case, exclude_fields=["data", "version", "attention", "attention_since"])
        auditlog.register(Party)
        auditlog.register(Document)
        auditlog.register(Deadline, exclude_fields=["because"])
        auditlog.register(Note)
        auditlog.register(Exclusion)
