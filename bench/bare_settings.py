"""The product's settings with Django's admin beside it, to compare with."""

from casework.settings import *  # noqa: F403
from casework.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody signs in here
