"""Whether this process may be sent requests."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

_fits: set[str] = set()  # databases whose tables were seen to fit the migrations


def why_not_ready() -> str | None:
    """None when this process can answer pages; else the reason, without any detail of the server.

    The tables are compared with the migrations until they fit once: a process that was started
    before its migrations were run gets no requests.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return None if _tables_fit() else "migrations are missing"
    except DatabaseError:
        return "no database"


def _tables_fit() -> bool:
    name = str(connection.settings_dict["NAME"])
    if name not in _fits:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _fits.add(name)
    return True
