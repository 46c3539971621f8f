"""Unlawful decisions are stopped or warned of with the right norm; lawful ones pass in silence."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from casework.decisions import checks
from tests.decisions.world import TODAY, World, decision_of, make_world

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parent / "data"
REGIMES = ("VwVfG", "SGB X", "AO")


def _table(name: str, key: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((DATA / name).read_text(encoding="utf-8"))[key]
    return rows


UNLAWFUL = [
    pytest.param({**row, "regime": regime, "norm": norm}, id=f"{row['name']}, {regime}")
    for row in _table("unlawful.toml", "defect")
    for regime, norm in row["norm"].items()
]
LAWFUL = [
    pytest.param({**row, "regime": regime}, id=f"{row['name']}, {regime}")
    for row in _table("lawful.toml", "decision")
    for regime in row["regimes"]
]


@pytest.fixture(scope="module")
def world(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """One office for all these tests; each test undoes what it does to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = make_world(tmp_path_factory.mktemp("services"))
        yield made
        transaction.set_rollback(True)


@pytest.mark.parametrize("row", UNLAWFUL)
def test_defect_is_found_with_its_norm(world: World, row: dict[str, Any]) -> None:
    found = checks.run(decision_of(world, row), on=TODAY)
    assert [(one.code, one.severity, one.norm) for one in found] == [
        (row["code"], row["severity"], row["norm"])
    ]
    assert "%(" not in found[0].question + found[0].remedy


@pytest.mark.parametrize("row", LAWFUL)
def test_lawful_decision_passes_in_silence(world: World, row: dict[str, Any]) -> None:
    found = checks.run(decision_of(world, row), on=TODAY)
    assert [(one.code, one.question) for one in found] == []


def test_tables_are_as_long_as_promised() -> None:
    assert len(UNLAWFUL) >= 60
    assert len(LAWFUL) >= 40


def test_every_check_has_its_case_and_every_procedure_law_many() -> None:
    tried = [case.values[0] for case in UNLAWFUL]
    assert {row["code"] for row in tried} == {check.code for check in checks.CHECKS}
    for regime in REGIMES:
        assert sum(row["regime"] == regime for row in tried) >= 40
