"""A database role that owns nothing and has only what the application needs (docs/audit.md)."""

import pytest
from django.db import DatabaseError, connection, transaction

from casework.audit.chain import extend
from casework.audit.log import acting
from casework.audit.sealing import seal_all
from casework.audit.verification import verify
from tests.factories import NOW, Office, make_case, work_on

pytestmark = pytest.mark.django_db

GRANTS = """
CREATE ROLE sachstand_app_test NOLOGIN;
GRANT USAGE ON SCHEMA public TO sachstand_app_test;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO sachstand_app_test;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO sachstand_app_test;
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry, audit_link, audit_seal FROM sachstand_app_test;
"""
BEYOND = [
    "ALTER TABLE audit_entry DISABLE TRIGGER USER",
    "ALTER TABLE audit_entry DISABLE TRIGGER audit_append_only",
    "DROP TRIGGER audit_append_only ON audit_link",
    "DROP TABLE audit_seal",
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN RETURN NEW; END'",
    "SET session_replication_role = replica",
    "UPDATE audit_entry SET reason = 'x'",
    "DELETE FROM audit_link",
    "TRUNCATE audit_entry CASCADE",
    "UPDATE audit_seal SET statement = ''",
]


@pytest.fixture
def as_application(office: Office, chain: int) -> int:
    """The rest of the test is done by the role without ownership; returns the chain."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(GRANTS)
        cursor.execute("SET LOCAL ROLE sachstand_app_test")
    return chain


def test_the_application_works_without_owning_the_tables(
    as_application: int, office: Office
) -> None:
    work_on(make_case(office), office.ada)
    with acting(by=office.ada, act="case.x", subject=office.unit):
        pass
    assert extend() > 0
    assert seal_all(NOW)
    assert verify(as_application).is_whole


@pytest.mark.parametrize("statement", BEYOND)
def test_the_application_cannot_alter_the_log(as_application: int, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify(as_application).is_whole
