from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "casework.notices"
    label = "notices"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from casework.notices.models import BatchIssue, LetterStyle, Notice

        auditlog.register(Notice, exclude_fields=["pdf", "html", "text", "facts"])
        auditlog.register(BatchIssue)
        auditlog.register(LetterStyle, exclude_fields=["logo"])
