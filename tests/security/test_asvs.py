"""docs/security/asvs.md answers every requirement, and what it names is there."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGE = ROOT / "docs/security/asvs.md"
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
PLACE = re.compile(r"`([\w.-]*/[\w./-]+|[A-Z]+\.md|[a-z-]+\.(?:toml|json))(?:::(\w+))?`")
ANSWERS = {"met", "operator", "not applicable", "**open**"}
NUMBERS = {  # of ASVS 5.0.0: those of level 1, those of level 2
    "1.1": ("", "1-2"),
    "1.2": ("1-5", "6-9"),
    "1.3": ("1-2", "3-11"),
    "1.4": ("", "1-3"),
    "1.5": ("1", "2"),
    "2.1": ("1", "2-3"),
    "2.2": ("1-2", "3"),
    "2.3": ("1", "2-4"),
    "2.4": ("", "1"),
    "3.2": ("1-2", ""),
    "3.3": ("1", "2-4"),
    "3.4": ("1-2", "3-6"),
    "3.5": ("1-3", "4-5"),
    "3.7": ("", "1-2"),
    "4.1": ("1", "2-3"),
    "4.2": ("", "1"),
    "4.3": ("", "1-2"),
    "4.4": ("1", "2-4"),
    "5.1": ("", "1"),
    "5.2": ("1-2", "3"),
    "5.3": ("1-2", ""),
    "5.4": ("", "1-3"),
    "6.1": ("1", "2-3"),
    "6.2": ("1-8", "9-12"),
    "6.3": ("1-2", "3-4"),
    "6.4": ("1-2", "3-4"),
    "6.5": ("", "1-5"),
    "6.6": ("", "1-3"),
    "6.8": ("", "1-4"),
    "7.1": ("", "1-3"),
    "7.2": ("1-4", ""),
    "7.3": ("", "1-2"),
    "7.4": ("1-2", "3-5"),
    "7.5": ("", "1-2"),
    "7.6": ("", "1-2"),
    "8.1": ("1", "2"),
    "8.2": ("1-2", "3"),
    "8.3": ("1", ""),
    "8.4": ("", "1"),
    "9.1": ("1-3", ""),
    "9.2": ("1", "2-4"),
    "10.1": ("", "1-2"),
    "10.2": ("", "1-2"),
    "10.3": ("", "1-4"),
    "10.4": ("1-5", "6-11"),
    "10.5": ("", "1-5"),
    "10.6": ("", "1-2"),
    "10.7": ("", "1-3"),
    "11.1": ("", "1-2"),
    "11.2": ("", "1-3"),
    "11.3": ("1-2", "3"),
    "11.4": ("1", "2-4"),
    "11.5": ("", "1"),
    "11.6": ("", "1"),
    "12.1": ("1", "2-3"),
    "12.2": ("1-2", ""),
    "12.3": ("", "1-4"),
    "13.1": ("", "1"),
    "13.2": ("", "1-5"),
    "13.3": ("", "1-2"),
    "13.4": ("1", "2-5"),
    "14.1": ("", "1-2"),
    "14.2": ("1", "2-4"),
    "14.3": ("1", "2-3"),
    "15.1": ("1", "2-3"),
    "15.2": ("1", "2-3"),
    "15.3": ("1", "2-7"),
    "16.1": ("", "1"),
    "16.2": ("", "1-5"),
    "16.3": ("", "1-4"),
    "16.4": ("", "1-3"),
    "16.5": ("", "1-3"),
    "17.1": ("", "1"),
    "17.2": ("", "1-4"),
    "17.3": ("", "1-2"),
}


def _asked() -> dict[str, str]:
    """Level by number, of everything level 2 asks."""
    return {
        f"{section}.{number}": level
        for section, levels in NUMBERS.items()
        for level, numbers in zip("12", levels, strict=True)
        for part in numbers.split()
        for number in range(int(part.split("-")[0]), int(part.split("-")[-1]) + 1)
    }


def test_every_requirement_has_an_answer() -> None:
    rows = ROW.findall(PAGE.read_text())
    assert {number: level for number, level, *_ in rows} == _asked()
    assert len(rows) == len(_asked()) == 253
    for number, _, about, answer, why in rows:
        assert answer in ANSWERS and about and why, number


def test_the_counts_are_right() -> None:
    text = PAGE.read_text()
    for answer in ANSWERS:
        count = sum(row[3] == answer for row in ROW.findall(text))
        line = rf"^\| {re.escape(answer)} \| .+ \| {count} \|$"
        assert re.search(line, text, re.MULTILINE), answer


def test_every_place_named_exists() -> None:
    places = PLACE.findall(PAGE.read_text() + (ROOT / "docs/security/README.md").read_text())
    assert len(places) > 150
    for place, test in places:
        if place.startswith(("/", "api/", "../")):
            continue
        assert (ROOT / place).exists(), place
        if test:
            assert f"\ndef {test}(" in (ROOT / place).read_text(), test
