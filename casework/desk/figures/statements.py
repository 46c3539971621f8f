"""A queryset as a part of a statement of our own."""

from typing import Any

from django.db.models import QuerySet


def named(found: QuerySet[Any, Any]) -> tuple[str, dict[str, Any]]:
    """Its SELECT with parameters by name, and these. EmptyResultSet where it can find nothing."""
    sql, params = found.query.sql_with_params()
    values = {f"of_query_{number}": value for number, value in enumerate(params)}
    return sql % tuple(f"%({name})s" for name in values), values
