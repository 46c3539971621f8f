"""Names of laws: abbreviations old and new, long names in every case, and our table of facts."""

import csv
import re

import pytest

from legal.citations import canonical, law_key
from legal.citations.case import genitive, nominative
from legal.citations.names import names
from tests.legal.laws import shared


@pytest.mark.parametrize(
    ("name", "law"),
    [
        ("VwVfG", "VwVfG"),
        ("vwvfg", "VwVfG"),
        ("BBauG", "BauGB"),
        ("VwZG 2005", "VwZG"),
        ("SGB 10", "SGB X"),
        ("SGB X", "SGB X"),
        ("SGB-X", "SGB X"),
        ("sgb x", "SGB X"),
        ("Abgabenordnung", "AO"),
        ("Verwaltungsverfahrensgesetzes", "VwVfG"),
        ("Bürgerlichen Gesetzbuches", "BGB"),
        ("Gesetzes über Ordnungswidrigkeiten", "OWiG"),
        ("Strafprozeßordnung", "StPO"),
        ("SGB XIII", None),
        ("SGB 15", None),
        ("Hundesteuersatzung", None),
        ("Gesetz", None),
        ("", None),
    ],
)
def test_canonical(name: str, law: str | None) -> None:
    assert canonical(name) == law


def test_all_cases_of_a_name_have_one_key() -> None:
    forms = ["Hamburgisches Pressegesetz", "des Hamburgischen Pressegesetzes".removeprefix("des ")]
    assert len({law_key(form) for form in forms}) == 1
    assert law_key("Straßenverkehrs-Ordnung") == law_key("Strassenverkehrsordnung")
    assert law_key("Gewerbeordnung") != law_key("Gewerbesteuergesetz")


@pytest.mark.parametrize(
    ("nominative_form", "genitive_form"),
    [
        ("Hamburgisches Pressegesetz", "des Hamburgischen Pressegesetzes"),
        ("Hundesteuersatzung", "der Hundesteuersatzung"),
        (
            "Schifffahrtsrechtliche Verteilungsordnung",
            "der Schifffahrtsrechtlichen Verteilungsordnung",
        ),
        ("Internationaler Pakt", "des Internationalen Paktes"),
        ("Wiener Übereinkommen", "des Wiener Übereinkommens"),
        ("Gesetz über das Verlagsrecht", "des Gesetzes über das Verlagsrecht"),
    ],
)
def test_cases_of_long_names(nominative_form: str, genitive_form: str) -> None:
    assert genitive(nominative_form) == genitive_form
    _, *before, noun = genitive_form.split(" über ")[0].split()
    assert nominative(before, noun) == nominative_form.split(" über ")[0]


@pytest.mark.parametrize("name", ["VwVfG", "SGB X", "BauO NRW", "VO (EG) Nr. 883/2004"])
def test_abbreviations_have_no_genitive(name: str) -> None:
    assert genitive(name) is None


def test_no_name_in_our_table_means_two_laws() -> None:
    for first, entries in names().titles.items():
        laws: dict[tuple[str, ...], str] = {}
        for key, law in entries:
            assert key[0] == first
            assert laws.setdefault(key, law) == law


def test_our_table_agrees_with_the_portal() -> None:
    """Where the portal has an official abbreviation for a short name, ours is the same.

    A short name that is another law's official one (BinSchG) means that other law. Years in
    official abbreviations ("KraftStG 2002") are no part of how a law is cited.
    """
    with shared("aliases.csv").open(encoding="utf-8", newline="") as file:
        official = {row["jurabk"]: row["amtabk"] for row in csv.DictReader(file) if row["amtabk"]}
    table = names().exact
    differing = {
        short: (table[short], abbreviation)
        for short, abbreviation in official.items()
        if short in table.keys() - official.values()
        and table[short] != re.sub(r" [12][0-9]{3}$", "", abbreviation)
    }
    assert differing == {}
