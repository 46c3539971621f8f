"""Settings of the tests: those of a fresh installation, on a database server of their own.

Without `DATABASE_URL` the tests use an embedded server under var/test, never the one of the demo.
"""

import os

from casework.environment import BASE_DIR, database_url

OWN_VARIABLES = (
    "ALLOWED_HOSTS",
    "LAW_SOURCE",
    "LOG_FORMAT",
    "LOG_LEVEL",
    "LOG_REQUESTS",
    "REPLICA_URL",
    "SECRET_KEY_FILE",
    "SERVICE_PACKAGES",
)
for name in list(os.environ):
    if name.startswith(("SACHSTAND_", "FITCONNECT_")) or name in OWN_VARIABLES:
        del os.environ[name]  # the developer's installation must not leak into the tests
os.environ |= {
    "SACHSTAND_DATA": str(BASE_DIR / "var" / "test"),
    "SACHSTAND_HTTPS": "no",
    "SACHSTAND_INSIDE_HOSTS": "127.0.0.1,localhost",  # servers that tests play
    "SECRET_KEY": "only-for-tests-only-for-tests-only-for-tests-only-for-tests",
}

from casework.settings import *  # noqa: E402, F403
from casework.settings import DATABASES, INSTALLED_APPS, STATIC_ROOT, STORAGES  # noqa: E402
from tests import embedded  # noqa: E402

INSTALLED_APPS = [*INSTALLED_APPS, "casework.demo", "tests.matrix"]
SECOND_FACTOR_ROLES: list[str] = []  # most tests are about something else; tests/accounts sets it
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, for made-up people
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise wants it, even if empty

if not os.environ.get("DATABASE_URL"):
    DATABASES["default"]["TEST"] = embedded.prepare(database_url())
