"""What every test gets: tables that can be emptied, and a folder for documents that goes away."""

import gc
import runpy
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from casework.kept import Kept
from tests import embedded
from tests.factories import Office, make_office
from tests.letters_once import letters_once

__all__ = ["letters_once"]

LONG = ("tests/e2e/", "tests/matrix/", "tests/notices/test_batches", "tests/notices/test_pool")
KEPT = {"auth_permission", "django_content_type", "django_migrations"}


def pytest_configure(config: pytest.Config) -> None:
    """Bring the translations up to date, once a run; have tests with real transactions empty the
    tables in our way, see `_empty_tables`.
    """
    # How long something takes says how busy the machine is, nothing about the code.
    hypothesis_settings.register_profile(
        "office", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    hypothesis_settings.load_profile("office")
    Kept.checked = True  # what is kept is made anew each time, and compared
    if not hasattr(config, "workerinput"):
        runpy.run_path(str(settings.BASE_DIR / "bin/compile_translations.py"))
    TransactionTestCase._fixture_teardown = _empty_tables  # type: ignore[method-assign]


@pytest.hookimpl(trylast=True)  # after they were put into a random order
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, so that no process is left with it when the others are done."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is there now stays until the end: it need not be looked through for garbage again."""
    gc.collect()
    gc.freeze()


def _empty_tables(_: TransactionTestCase) -> None:
    """Empty every table that holds anything, also those that may never be emptied in production
    and those that Django does not manage (the queue); keep only what migrations filled in.
    """
    tables = _filled(sorted(set(connection.introspection.table_names()) - KEPT))
    with transaction.atomic(), connection.cursor() as cursor:
        # A superuser may leave out all triggers, those that refuse it and foreign keys among them;
        # TRUNCATE takes half a second whatever there is.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


def _filled(tables: list[str]) -> list[str]:
    """Those that hold a row."""
    held = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT FROM {connection.ops.quote_name(table)})"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(held)
        return [table for (table,) in cursor.fetchall()]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Copy a database that has all tables already, if the server is the embedded one."""
    test = connection.settings_dict["TEST"]
    if test["TEMPLATE"]:
        with django_db_blocker.unblock():
            test["TEMPLATE"] = embedded.ready_made()


@pytest.fixture(scope="session", autouse=True)
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the documents of the tests where pytest keeps and clears its temporary folders."""
    settings.DATA_DIR = tmp_path_factory.mktemp("data")


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    """The next test speaks German again, whatever a page spoke in this one."""
    yield
    translation.deactivate()


@pytest.fixture
def office(db: None) -> Office:
    """The small office of tests/factories.py."""
    return make_office()


@pytest.fixture
def other_office(db: None) -> Office:
    """Another authority in the same installation."""
    return make_office("anderswo")
