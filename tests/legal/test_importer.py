"""Importing: atomic, only what changed, nothing ever deleted."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DataError, IntegrityError, transaction

from legal import law_reading
from legal.gii import LawError
from legal.importer import import_files, import_law
from legal.models import Norm, NormVersion, Statute
from legal.norm_writer import Outcome
from legal.sources import LawFile
from tests.legal.laws import DRAGONS, SEEN, small_law

pytestmark = pytest.mark.django_db

LATER = SEEN + timedelta(days=30)
FIRST = {"§ 1": "<P>Eins.</P>", "§ 2": "<P>Zwei.</P>", "§ 3": "<P>Drei.</P>"}


def take(norms: Mapping[str, str], seen: datetime = SEEN, **changes: Any) -> Outcome:
    return import_law("testg", small_law(norms, **changes), seen)


def versions(key: str) -> list[tuple[str, bool]]:
    found = NormVersion.objects.filter(norm__key=key).order_by("observed_at")
    return [(version.text, version.is_current) for version in found]


def test_a_law_is_written_with_its_head_and_all_norms() -> None:
    outcome = import_law("drachg", DRAGONS, SEEN)
    statute = Statute.objects.get()
    assert (outcome.new, statute.norms.count()) == (10, 10)
    assert (statute.name, statute.issued_on) == ("DrachG", date(2026, 1, 1))
    assert statute.stand == "zuletzt geändert durch Art. 7 G v. 1.1.2026 I Nr. 9999"
    assert statute.remarks == "Änderung noch nicht dokumentarisch bearbeitet"
    assert statute.observed_at == SEEN
    assert {"drachg", "drachg2026", "drachengesetz"} <= set(statute.names)
    norm = statute.norms.get(key="2")
    assert (norm.enbez, norm.title, norm.position) == ("§ 2", "Futter und Wasser", 6)
    assert norm.outline == [["Teil 2", "Fütterung"], ["Abschnitt 1", "Futter"]]


def test_the_stored_body_is_the_one_read() -> None:
    import_law("drachg", DRAGONS, SEEN)
    version = NormVersion.objects.get(norm__key="anlage-1")
    assert [node.kind for node in version.body.walk()].count("cell") == 7
    assert version.body.text == version.text


def test_the_same_file_again_writes_nothing() -> None:
    take(FIRST)
    assert not take(FIRST, LATER).touched
    assert Statute.objects.get().observed_at == SEEN


def test_only_a_changed_norm_gets_a_version() -> None:
    take(FIRST)
    outcome = take(FIRST | {"§ 2": "<P>Zwei neu.</P>"}, LATER)
    assert outcome == Outcome("testg", changed=1)
    assert versions("1") == [("Eins.", True)]
    assert versions("2") == [("Zwei.", False), ("Zwei neu.", True)]
    old = NormVersion.objects.get(norm__key="2", is_current=False)
    assert (old.observed_at, old.superseded_at) == (SEEN, LATER)


@pytest.mark.parametrize("same", ["<P>Zwei. </P>", "<P>Zwei.\n</P>", "<P><B>Zwei.</B></P>"])
def test_white_space_and_structure_alone_make_no_version(same: str) -> None:
    take(FIRST)
    pinned = NormVersion.objects.get(norm__key="2").pk
    outcome = take(FIRST | {"§ 2": same}, LATER)
    assert outcome.changed == 0
    assert NormVersion.objects.get(norm__key="2").pk == pinned
    assert ("<B>" in same) == bool(outcome.refreshed)


def test_a_norm_that_vanished_stays_and_may_return() -> None:
    take(FIRST)
    assert take({"§ 1": "<P>Eins.</P>", "§ 3": "<P>Drei.</P>"}, LATER).vanished == 1
    assert Norm.objects.get(key="2").vanished_at == LATER
    assert versions("2") == [("Zwei.", False)]
    again = take(FIRST, LATER + timedelta(days=1))
    assert (again.returned, again.new) == (1, 0)
    assert Norm.objects.get(key="2").vanished_at is None
    assert versions("2") == [("Zwei.", False), ("Zwei.", True)]


def test_a_norm_inserted_moves_the_others_without_new_versions() -> None:
    take(FIRST)
    outcome = take({"§ 1": "<P>Eins.</P>", "§ 1a": "<P>Neu.</P>", **FIRST}, LATER)
    assert (outcome.new, outcome.changed) == (1, 0)
    order = Norm.objects.order_by("position").values_list("key", flat=True)
    assert list(order) == ["head", "1", "1a", "2", "3"]


def test_an_older_file_is_refused() -> None:
    take(FIRST)
    with pytest.raises(LawError, match="is older"):
        take({"§ 1": "<P>Alt.</P>"}, LATER, build="20250101000000")
    with pytest.raises(LawError, match="would be observed on 2025"):
        take({"§ 1": "<P>Alt.</P>"}, datetime(2025, 5, 5, tzinfo=UTC))
    assert versions("1") == [("Eins.", True)]


def test_a_broken_law_is_named_and_the_others_go_on() -> None:
    files = [
        LawFile("ag", small_law(FIRST, name="AG")),
        LawFile("bg", b"<dokumente>"),
        LawFile("cg", small_law({"§ " + "9" * 400: "<P>x</P>"}, name="CG")),
        LawError("dg", "larger than 64 MB"),
        LawFile("eg", small_law(FIRST, name="EG")),
        LawFile("ag", small_law({"§ 1": "<P>Anders.</P>"}, name="AG")),
    ]
    results = list(import_files(files, SEEN))
    refused = {error.law for error in results if isinstance(error, LawError)}
    assert {"bg", "cg", "dg"} <= refused
    assert set(Statute.objects.values_list("slug", flat=True)) == {"ag", "eg"}


def test_nothing_half_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise DataError("full")

    monkeypatch.setattr("legal.norm_writer.copy_rows", fail)
    with pytest.raises(LawError, match="does not fit into the database: full"):
        take(FIRST)
    assert not Statute.objects.exists()


def test_queries_do_not_grow_with_laws_or_norms(django_assert_max_num_queries: Any) -> None:
    def files(count: int, text: str) -> list[LawFile]:
        norms = {f"§ {n}": f"<P>{text} {n}.</P>" for n in range(count)}
        return [LawFile(f"g{n}", small_law(norms, name=f"G{n}")) for n in range(count)]

    for text, seen in (("Alt", SEEN), ("Neu", LATER)):
        with django_assert_max_num_queries(16):
            assert len(list(import_files(files(20, text), seen))) == 20
    assert NormVersion.objects.filter(text="Neu 7.", is_current=True).count() == 20


def test_a_file_that_names_its_day_keeps_it() -> None:
    file = LawFile("testg", small_law(FIRST), date(2024, 7, 24))
    list(import_files([file], SEEN))
    assert f"{Statute.objects.get().observed_at:%Y-%m-%d %H:%M}" == "2024-07-23 22:00"


def test_the_slug_comes_from_the_law_when_the_file_has_none() -> None:
    list(import_files([LawFile("", small_law(FIRST, name="BAföG"))], SEEN))
    assert Statute.objects.get().slug == "baf_g"


def test_a_new_reader_reads_unchanged_files_again(monkeypatch: pytest.MonkeyPatch) -> None:
    take(FIRST)
    monkeypatch.setattr(law_reading, "READER_VERSION", 999)
    before = Statute.objects.get().fingerprint
    assert not take(FIRST, LATER).touched
    assert Statute.objects.get().fingerprint != before


@pytest.mark.parametrize(
    "change",
    [
        {"is_current": False},
        {"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1), "valid_source": "BGBl."},
        {"valid_from": date(2026, 2, 1)},
        {"superseded_at": LATER},
    ],
)
def test_the_database_refuses_half_truths(change: dict[str, Any]) -> None:
    take(FIRST)
    version = NormVersion.objects.get(norm__key="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        NormVersion.objects.filter(pk=version.pk).update(**change)


def test_a_law_entered_by_the_office_is_not_overwritten() -> None:
    Statute.objects.create(
        slug="testg", kind=Statute.Kind.MUNICIPAL, name="Satzung", observed_at=SEEN
    )
    with pytest.raises(LawError, match="entered here"):
        take(FIRST, LATER)
    assert Statute.objects.get().name == "Satzung"
