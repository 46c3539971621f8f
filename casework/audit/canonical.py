"""The canonical content of a log entry: the text its hash covers, made by the database.

One JSON object whose first value is the moment. It is written by PostgreSQL itself, so that
hundreds of thousands of entries a second can be checked, and exported as it is, so that whoever
checks an export needs no knowledge of ours. Names are qualified: nothing that somebody puts into
another schema can stand in for a built-in function.
"""

# Every column of audit_entry; a test compares the list with the table.
FIELDS = (
    "id",
    "authority_id",
    "case_id",
    "act",
    "action",
    "actor_id",
    "actor_name",
    "actor_email",
    "on_behalf_of_id",
    "reason",
    "norm",
    "content_type_id",
    "object_pk",
    "object_id",
    "object_repr",
    "changes",
    "changes_text",
    "serialized_data",
    "additional_data",
    "remote_addr",
    "remote_port",
    "cid",
)
AT = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
AT_FROM, AT_TO = len('{"at" : "'), len('{"at" : "2026-03-03T09:30:00.000000Z')


def canonical(entry: str) -> str:
    """The SQL expression for the canonical content of a row of audit_entry under this alias."""
    at = f"pg_catalog.to_char({entry}.timestamp AT TIME ZONE 'UTC', '{AT}')"
    pairs = ", ".join(f"'{field}', {entry}.{field}" for field in FIELDS)
    return f"pg_catalog.json_build_object('at', {at}, {pairs})::pg_catalog.text"


def moment(content: str) -> str:
    """The moment an entry claims, ISO 8601 in UTC, cut from its canonical content."""
    return content[AT_FROM:AT_TO]
