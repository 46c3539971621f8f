"""When a text came into force: entered by hand or from a file, and what was law on a day."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from legal.importer import import_files, import_law
from legal.models import NormVersion
from legal.passages import lookup
from legal.sources import law_files
from legal.validity import Fate, ValidityError, apply_amendments, set_validity
from legal.validity_file import Amendment, AmendmentsError, read_amendments
from tests.legal.laws import SEEN, shared, small_law

SHIPPED = Path(__file__).parents[2] / "fixtures/law/amendments.toml"
GAZETTE = "BGBl. 2026 I Nr. 1"


@pytest.fixture
def three_texts(db: None) -> list[NormVersion]:
    for days, text in ((0, "Eins."), (40, "Zwei falsch."), (60, "Zwei.")):
        law = small_law({"§ 1": f"<P>{text}</P>"}, build=f"202601{days:02}")
        import_law("testg", law, SEEN + timedelta(days=days))
    return list(NormVersion.objects.filter(norm__key="1").order_by("observed_at"))


def entered(version: NormVersion, first: str, last: str = "", source: str = GAZETTE) -> bool:
    return set_validity(
        version=version,
        valid_from=date.fromisoformat(first) if first else None,
        valid_to=date.fromisoformat(last) if last else None,
        source=source,
    )


def text_on(day: str, citation: str = "§ 1 TestG") -> str | None:
    passage = lookup(citation, date.fromisoformat(day))
    return passage.excerpt_text if passage else None


def test_what_was_in_force_follows_the_entry(three_texts: list[NormVersion]) -> None:
    assert text_on("2026-02-20") == "Zwei falsch."
    assert entered(three_texts[2], "2026-02-01")
    assert (text_on("2026-01-31"), text_on("2026-02-01")) == ("Eins.", "Zwei.")
    assert not entered(three_texts[2], "2026-02-01")
    passage = lookup("§ 1 TestG")
    assert passage is not None
    assert (passage.valid_from, passage.valid_source) == (date(2026, 2, 1), GAZETTE)


def test_dates_can_be_taken_back(three_texts: list[NormVersion]) -> None:
    entered(three_texts[2], "2026-02-01", "2026-12-31")
    assert text_on("2027-01-01") is None
    assert entered(three_texts[2], "", "", "")
    assert text_on("2027-01-01") == "Zwei."


@pytest.mark.parametrize(
    ("which", "first", "last", "source", "field"),
    [
        (2, "2026-02-01", "", " ", "source"),
        (2, "2026-02-01", "2026-01-31", GAZETTE, "valid_to"),
        (0, "2026-02-02", "", GAZETTE, "valid_from"),
        (2, "2025-12-31", "", GAZETTE, "valid_from"),
    ],
)
def test_impossible_dates_are_refused(
    three_texts: list[NormVersion], which: int, first: str, last: str, source: str, field: str
) -> None:
    entered(three_texts[1], "2026-02-01")
    with pytest.raises(ValidityError) as caught:
        entered(three_texts[which], first, last, source)
    assert list(caught.value.errors) == [field]


def test_an_amendment_finds_its_text(three_texts: list[NormVersion]) -> None:
    one = Amendment("TestG", "§ 1", date(2026, 2, 1), GAZETTE, contains=("zwei.",))
    others = (
        Amendment("TestG", "§ 9", date(2026, 2, 1), GAZETTE),
        Amendment("NieG", "§ 1", date(2026, 2, 1), GAZETTE),
        Amendment("testg", "§ 1", date(2027, 2, 1), GAZETTE),
    )
    fates = {result.amendment: result.fate for result in apply_amendments((one, *others))}
    assert fates == {
        one: Fate.SET,
        others[0]: Fate.NO_NORM,
        others[1]: Fate.NO_STATUTE,
        others[2]: Fate.NO_TEXT,
    }
    assert [result.fate for result in apply_amendments([one])] == [Fate.SAME]
    assert text_on("2026-02-01") == "Zwei."


ENTRY = {"statute": "testg", "norm": "§ 1", "valid_from": "2026-02-01", "source": GAZETTE}
TOML = (
    '[[amendments]]\nstatute = "testg"\nnorm = "§ 1"\nvalid_from = 2026-02-01\n'
    f'source = "{GAZETTE}"\n'
)


def test_toml_and_json_say_the_same() -> None:
    expected = [Amendment("testg", "§ 1", date(2026, 2, 1), GAZETTE)]
    assert read_amendments(TOML.encode()) == expected
    assert read_amendments(json.dumps({"amendments": [ENTRY]}).encode()) == expected
    assert read_amendments(json.dumps([ENTRY]).encode()) == expected


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no list"),
        (b"\xff\xfe", "neither"),
        (b"[[amendments]\n", "neither"),
        (b'{"amendments": 1}', "no list"),
        (b"[1]", "entry 1 is no table"),
        (json.dumps([ENTRY | {"norm": ""}]).encode(), "entry 1: norm is missing"),
        (json.dumps([ENTRY, ENTRY | {"valid_from": "bald"}]).encode(), "entry 2: valid_from"),
        (json.dumps([ENTRY | {"valid_from": None}]).encode(), "valid_from is missing"),
        (json.dumps([ENTRY | {"contains": 3}]).encode(), "contains"),
        (json.dumps([ENTRY | {"since": 3}]).encode(), "unknown key since"),
    ],
)
def test_broken_files_are_named(data: bytes, words: str) -> None:
    with pytest.raises(AmendmentsError, match=words):
        read_amendments(data)


def test_the_command(three_texts: list[NormVersion], tmp_path: Path) -> None:
    path, out = tmp_path / "a.toml", StringIO()
    path.write_text(TOML + 'contains = "zwei."\n', encoding="utf-8")
    call_command("law", "amendments", str(path), stdout=out)
    assert "§ 1 testg 2026-02-01:" in out.getvalue()
    assert text_on("2026-02-01") == "Zwei."
    for content in ("x", TOML + "valid_to = 2026-01-01\n"):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(CommandError):
            call_command("law", "amendments", str(path), stdout=out)
    with pytest.raises(CommandError):
        call_command("law", "amendments", str(tmp_path / "none"), stdout=out)


CHANGES = [  # slug, citation, first day of the new text, words before, words after
    ("vwvfg", "§ 41 Abs. 2 Satz 1 VwVfG", "2025-01-01", "am dritten Tag", "am vierten Tag"),
    ("vwvfg", "§ 3a Abs. 3 VwVfG", "2024-01-01", "(3) Ist ein der Behörde", "(3) Die Schriftform"),
    ("sgb_10", "§ 37 Abs. 2 Satz 1 SGB X", "2025-01-01", "am dritten Tag", "am vierten Tag"),
    ("vwzg_2005", "§ 4 Abs. 2 Satz 2 VwZG", "2025-01-01", "am dritten Tag", "am vierten Tag"),
    ("ozg", "§ 9 Abs. 1 Satz 2 OZG", "2024-07-24", "Die Behörde hat", "Die Einwilligung"),
    ("ozg", "§ 9 Abs. 1 OZG", "2025-01-01", "am dritten Tag", "am vierten Tag"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("slug", "citation", "day", "before", "after"), CHANGES)
def test_real_changes_on_the_day_before_and_on_the_day(
    slug: str, citation: str, day: str, before: str, after: str
) -> None:
    list(import_files(law_files(shared("history", slug)), datetime(2026, 1, 1, tzinfo=UTC)))
    results = list(apply_amendments(read_amendments(SHIPPED.read_bytes())))
    assert {one.fate for one in results if one.amendment.statute == slug} == {Fate.SET}
    first = date.fromisoformat(day)
    old, new = lookup(citation, first - timedelta(days=1)), lookup(citation, first)
    assert old is not None
    assert new is not None
    assert before in old.excerpt_text
    assert after in new.excerpt_text
    assert new.valid_from == first
    assert "BGBl." in new.valid_source


@pytest.mark.django_db
def test_the_command_prints_the_passage_and_its_version() -> None:
    list(import_files(law_files(shared("history", "vwvfg")), datetime(2026, 1, 1, tzinfo=UTC)))
    call_command("law", "amendments", str(SHIPPED), stdout=StringIO())

    def shown(day: str) -> str:
        out = StringIO()
        call_command("law", "show", "§ 41 Abs. 2 VwVfG", "--on", day, stdout=out)
        return out.getvalue()

    with override("en"):
        before, after = shown("2024-12-31"), shown("2025-01-01")
    assert before.startswith("§ 41 Bekanntgabe des Verwaltungsaktes (VwVfG)")
    assert "gilt am dritten Tag nach der Aufgabe zur Post" in before
    assert "Text observed on 2021-12-28; the day it came into force is not recorded." in before
    assert "gilt am vierten Tag nach der Aufgabe zur Post" in after
    assert "In force from 2025-01-01 (Art. 2 G v. 15.7.2024 (BGBl. 2024 I Nr. 236))." in after


@pytest.mark.django_db
def test_a_change_of_which_only_the_observation_is_known() -> None:
    """§ 37 Abs. 2a Satz 7 SGB X, corrected in April 2026; the file does not say from which day."""
    list(import_files(law_files(shared("history", "sgb_10")), datetime(2026, 1, 1, tzinfo=UTC)))
    seen = datetime(2026, 4, 29, 6, tzinfo=UTC)
    list(import_files(law_files(shared("current", "sgb_10.xml")), seen))
    list(apply_amendments(read_amendments(SHIPPED.read_bytes())))
    for day, words in (("2026-04-28", "innerhalb von drei"), ("2026-04-29", "innerhalb von vier")):
        passage = lookup("§ 37 Abs. 2a Satz 7 SGB X", date.fromisoformat(day))
        assert passage is not None
        assert words in passage.excerpt_text
    assert (passage.valid_from, passage.observed_at) == (None, seen)


@pytest.mark.django_db
def test_the_portals_mistake_of_summer_2024_is_not_taken_for_law() -> None:
    list(import_files(law_files(shared("history", "ozg")), datetime(2026, 1, 1, tzinfo=UTC)))
    list(apply_amendments(read_amendments(SHIPPED.read_bytes())))
    for day in ("2024-07-24", "2024-08-01", "2024-12-31"):
        assert "am dritten Tag" in (text_on(day, "§ 9 Abs. 1 OZG") or "")


@pytest.mark.django_db
def test_where_only_the_observation_is_known_the_answer_says_so() -> None:
    import_law("testg", small_law({"§ 1": "<P>Eins.</P>"}), SEEN)
    passage = lookup("§ 1 TestG", date(2026, 2, 1))
    assert passage is not None
    assert (passage.valid_from, passage.observed_at) == (None, SEEN)
