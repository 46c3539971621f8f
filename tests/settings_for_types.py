"""Settings for the type checker, which needs the settings' names but no running database."""

import os

os.environ["DATABASE_URL"] = "postgres://nobody@localhost/none"
os.environ["SECRET_KEY"] = "never-used"

from casework.environment import BASE_DIR as BASE_DIR  # noqa: E402
from casework.settings import *  # noqa: E402, F403
