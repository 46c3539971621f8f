from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "casework.accounts"
    label = "accounts"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from casework.accounts import receivers
        from casework.accounts.models import ClaimRole, MappedRole, SignInRules

        auditlog.register(SignInRules)
        auditlog.register(ClaimRole)
        auditlog.register(MappedRole)
        receivers.connect()
