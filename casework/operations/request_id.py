"""A number for each request, in its answer and in every line of the log it causes."""

import re
from contextvars import ContextVar
from uuid import uuid4

HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
current: ContextVar[str] = ContextVar("request_id", default="")


def begin(given: str | None) -> str:
    """The number of a new request: the one the proxy gave it, if it looks like one, else ours."""
    number = given if given and _WELL_FORMED.fullmatch(given) else uuid4().hex
    current.set(number)
    return number
