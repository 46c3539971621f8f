"""The server's log and error reports say what broke and where, never whose data it broke on.

The message of an exception often quotes what it stumbled over: the database names the row it
refused, a parser the text, a key error the key. So of an exception only its class and its places
in the code are written; of a request, neither what was sent nor what was searched for.
"""

import logging
import traceback
from collections.abc import ItemsView
from types import TracebackType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class DiscreetFormatter(logging.Formatter):
    """Writes a line of the log without what exceptions say.

    An OSError among the arguments of a message is kept: it names a file or a host of the server.
    """

    def format(self, record: logging.LogRecord) -> str:
        discreet = logging.makeLogRecord(record.__dict__)
        discreet.args = _without_messages(record.args)
        if isinstance(record.msg, BaseException):
            discreet.msg = _name(record.msg)
        discreet.exc_text = None  # what another formatter may have kept there
        return super().format(discreet)

    def formatException(self, ei: ExcInfo) -> str:
        error = ei[1]
        return "\n".join(_told(error)) if error is not None else ""


class DiscreetReport(SafeExceptionReporterFilter):
    """Error reports without form data, variables of the code, cookies and search words."""

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        if request is None:
            return {}
        return dict.fromkeys(request.POST, self.cleansed_substitute)

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: Any
    ) -> ItemsView[str, Any]:
        return dict.fromkeys(tb_frame.f_locals, self.cleansed_substitute).items()

    def get_safe_request_meta(self, request: HttpRequest) -> dict[str, Any]:
        meta = super().get_safe_request_meta(request)
        hidden = {"QUERY_STRING", "HTTP_REFERER"} & set(meta)
        return {**meta, **dict.fromkeys(hidden, self.cleansed_substitute)}


def _without_messages(args: Any) -> Any:
    if isinstance(args, tuple):
        return tuple(_discreet(one) for one in args)
    if isinstance(args, dict):
        return {key: _discreet(one) for key, one in args.items()}
    return args


def _discreet(value: object) -> object:
    plain = isinstance(value, BaseException) and not isinstance(value, OSError)
    return _name(value) if plain and isinstance(value, BaseException) else value


def _name(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _told(error: BaseException) -> list[str]:
    """The chain of exceptions, the first one first, each with its places in the code."""
    chain, current, seen = [], error, set()
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        chain.append(current)
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)  # type: ignore[assignment]
    return [line for one in reversed(chain) for line in _lines(one)]


def _lines(error: BaseException) -> list[str]:
    places = traceback.extract_tb(error.__traceback__)
    where = [f'  File "{one.filename}", line {one.lineno}, in {one.name}' for one in places]
    return [*where, _name(error)]
