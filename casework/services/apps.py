from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "casework.services"
    label = "services"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from casework.services.models import LawBinding, Service, ServiceVersion

        auditlog.register(Service)
        auditlog.register(ServiceVersion, exclude_fields=["bundle", "covered"])
        auditlog.register(LawBinding)
