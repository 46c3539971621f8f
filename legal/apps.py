"""The app `legal`: usable by any Django project, see docs/legal.md."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LegalConfig(AppConfig):
    name = "legal"
    verbose_name = _("law")
    default_auto_field = "django.db.models.BigAutoField"
