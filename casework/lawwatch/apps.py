from django.apps import AppConfig


class LawWatchConfig(AppConfig):
    name = "casework.lawwatch"
    label = "lawwatch"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from casework.lawwatch.models import NormNote, Review
        from legal.models import NormVersion, Statute

        auditlog.register(Review)
        auditlog.register(NormNote)
        # Imports write in bulk and are not logged line by line; what people enter is.
        auditlog.register(NormVersion, include_fields=["valid_from", "valid_to", "valid_source"])
        auditlog.register(
            Statute,
            include_fields=["name", "title", "short_title", "kind", "gazette", "source_url"],
        )
