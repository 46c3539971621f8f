"""Which fields are covered, as a tree in which a list is its items."""

from typing import Any

import pytest

from casework.services.covered import covered_fields
from casework.services.models import ServiceVersion
from tests.factories import Office

SECRET = {"type": "string", "x-sensitive": True}
PLAIN = {"type": "string"}


@pytest.mark.parametrize(
    ("properties", "covered"),
    [
        ({"name": PLAIN}, {}),
        ({"name": PLAIN, "iban": SECRET}, {"iban": True}),
        ({"person": {"properties": {"name": PLAIN, "born": SECRET}}}, {"person": {"born": True}}),
        ({"people": {"items": {"properties": {"born": SECRET}}}}, {"people": {"born": True}}),
        ({"illnesses": {"items": SECRET}}, {"illnesses": True}),
        ({"health": {"x-sensitive": True, "properties": {"blood": PLAIN}}}, {"health": True}),
    ],
)
def test_tree_of_covered_fields(properties: dict[str, Any], covered: dict[str, Any]) -> None:
    assert covered_fields({"properties": properties}) == covered


def test_installed_version_tells_the_database(office: Office) -> None:
    (version,) = ServiceVersion.objects.all()
    assert version.covered == {"applicant": {"birth_date": True}}
