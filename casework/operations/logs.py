"""The log of the processes as one JSON object a line (`LOG_FORMAT=json`).

As discreet as the plain one. A request is named by its view, never by its address, which may hold
what somebody searched for.
"""

import json
import logging
from datetime import UTC, datetime

from casework.audit.server_log import DiscreetFormatter
from casework.operations import request_id

EXTRA = ("view", "method", "status", "milliseconds")


class JsonFormatter(DiscreetFormatter):
    """Time (UTC), level, logger, message, the request's number, and where an error happened."""

    def format(self, record: logging.LogRecord) -> str:
        places = self.formatException(record.exc_info) if record.exc_info else ""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": super().format(record).removesuffix(places).rstrip("\n"),
        }
        if number := request_id.current.get():
            line["request"] = number
        line |= {name: getattr(record, name) for name in EXTRA if hasattr(record, name)}
        if places:
            line["error"] = places
        return json.dumps(line, ensure_ascii=False)
