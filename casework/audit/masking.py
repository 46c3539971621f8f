"""Keeps what people's records say out of the log: that a field changed stays, not what it said.

The log is never deleted, the record is (docs/adr/0008-log-without-records.md).
"""

MASK = "casework.audit.masking.hidden"
MARK = "●●●"
NOTHING = ("", "None", "[]", "{}", "null")


def hidden(value: str) -> str:
    """The mark for any content, nothing for nothing: entering and removing can be told apart."""
    return "" if value in NOTHING else MARK
