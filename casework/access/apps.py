from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "casework.access"
    label = "access"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from casework.access.models import (
            AccessibilityStatement,
            Authority,
            SigningPower,
            Substitution,
            Unit,
            UnitPermission,
            User,
        )

        auditlog.register(AccessibilityStatement)
        auditlog.register(Authority)
        auditlog.register(Unit)
        auditlog.register(UnitPermission)
        auditlog.register(SigningPower)
        auditlog.register(Substitution)
        auditlog.register(User, exclude_fields=["last_login", "password", "tour", "tour_done"])
