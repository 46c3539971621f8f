"""What is listed after an import: changed norms with their uses, broken citations, nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.lawwatch.changes import ChangedNorm, Watch, load_texts, order, watch
from casework.lawwatch.uses import BINDING, DRAFT, PACKAGE_KEY, TEXT
from casework.services.models import LawBinding
from legal.importer import import_law
from legal.models import Norm, NormVersion, Statute
from tests.factories import NOW, Office, make_case, make_office
from tests.lawwatch.conftest import BEFORE, CHANGED, ELSEWHERE, WITHOUT, Change
from tests.lawwatch.drafts import draft
from tests.legal.laws import small_law

pytestmark = pytest.mark.django_db
CITATION = "§ 45 Abs. 1b Satz 1 Nr. 2a StVO"


@pytest.fixture
def watched(law: Change, office: Office) -> Office:
    """The office, installed while the law was there."""
    return office


def kinds(found: Watch) -> set[str]:
    return {touched.use.kind for one in found.changed for touched in one.uses}


def test_installation_counts_as_review(watched: Office) -> None:
    found = watch(watched.authority)
    assert (list(found.changed), list(found.broken)) == ([], [])
    binding = LawBinding.objects.filter(citation=CITATION)[0]
    assert (len(binding.reviewed_hash), binding.reviewed_at) == (64, NOW)
    assert LawBinding.objects.filter(citation__contains="BMG", reviewed_hash="").exists()


def test_a_changed_norm_lists_everything_that_cites_it(law: Change, watched: Office) -> None:
    draft(make_case(watched), watched.ada)
    law({"§ 45": CHANGED})
    found = watch(watched.authority)
    (changed,) = found.changed
    load_texts(found.changed)
    assert str(changed.norm) == "§ 45 StVO"
    pieces = [piece for one in changed.stretches for line in one.lines for piece in line.pieces]
    assert [(piece.kind, piece.text) for piece in pieces if piece.kind != "same"] == [
        ("inserted", "Bewohnerinnen und ")
    ]
    assert kinds(found) == {BINDING, TEXT, DRAFT}
    assert PACKAGE_KEY in {touched.use.text_key for touched in changed.uses}
    assert all(changed.part_changed(touched) for touched in changed.uses)
    assert not found.broken


def test_a_change_elsewhere_in_the_norm_is_told_apart(law: Change, watched: Office) -> None:
    law({"§ 45": ELSEWHERE})
    (changed,) = watch(watched.authority).changed
    load_texts([changed])
    changed_parts = {t.use.citation for t in changed.uses if changed.part_changed(t)}
    assert changed_parts == {"§ 45 StVO"}


def test_a_citation_whose_part_vanished_is_broken(law: Change, watched: Office) -> None:
    law({"§ 45": WITHOUT})
    found = watch(watched.authority)
    assert {touched.use.citation for touched in found.broken} == {CITATION}
    (changed,) = found.changed
    assert {t.use.citation for t in changed.uses if not t.broken} == {"§ 45 StVO"}


def test_a_norm_that_vanished_breaks_its_citations(law: Change, watched: Office) -> None:
    law({"§ 47": BEFORE})
    found = watch(watched.authority)
    (changed,) = found.changed
    assert changed.after is None
    assert {touched.use.citation for touched in found.broken} == {CITATION, "§ 45 StVO"}
    assert not found.broken_before
    assert found.places == len(changed.uses)


def test_a_citation_broken_from_the_beginning_is_told(db: None, law: Change) -> None:
    law({"§ 45": WITHOUT}, -20)
    office = make_office()
    found = watch(office.authority)
    assert not found.changed
    assert {touched.use.citation for touched in found.broken} == {CITATION}
    assert found.broken_before == found.broken
    assert found.places == len(found.broken)


def test_norms_with_broken_citations_come_first(law: Change, watched: Office) -> None:
    law({"§ 45": WITHOUT, "§ 99": BEFORE})
    found = watch(watched.authority)
    entries = [*found.changed, ChangedNorm(Norm(position=1, statute=Statute(name="A")), None, None)]
    assert [str(one.norm.statute) for one in sorted(entries, key=order)] == ["StVO", "A"]


def test_the_title_is_compared_only_where_it_is_another_one() -> None:
    old, new = NormVersion(title="Alt", text="Eins."), NormVersion(title="Alt", text="Zwei.")
    entry = ChangedNorm(Norm(), old, new)
    words = [p.text for one in entry.stretches for line in one.lines for p in line.pieces]
    assert words == ["Eins", "Zwei", "."]
    renamed = ChangedNorm(Norm(), old, NormVersion(title="Neu", text="Eins."))
    words = [p.text for one in renamed.stretches for line in one.lines for p in line.pieces]
    assert words == ["Alt", "Neu", "Eins."]


def test_a_text_that_came_back_is_no_change(law: Change, watched: Office) -> None:
    law({"§ 45": CHANGED})
    law({"§ 45": BEFORE})
    assert not watch(watched.authority).changed


def test_law_that_is_loaded_after_the_installation_counts_as_seen(office: Office) -> None:
    for days, text in ((1, BEFORE), (2, CHANGED)):
        xml = small_law({"§ 45": text}, name="StVO", build=f"2026{days:010}")
        import_law("stvo_2013", xml, NOW + timedelta(days=days))
        assert bool(watch(office.authority).changed) == (text == CHANGED)


def test_each_office_sees_its_own(law: Change, watched: Office, other_office: Office) -> None:
    draft(make_case(watched), watched.ada)
    law({"§ 45": CHANGED})
    assert DRAFT in kinds(watch(watched.authority))
    assert DRAFT not in kinds(watch(other_office.authority))


def test_the_number_of_queries_does_not_grow(law: Change, watched: Office) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            found = watch(watched.authority)
            load_texts(found.changed)
            assert [one.stretches for one in found.changed]
        return len(captured)

    draft(make_case(watched), watched.ada)
    law({"§ 45": CHANGED})
    queries()
    few: Any = queries()
    for number in range(4):
        draft(make_case(watched, f"more-{number}"), watched.ada)
    assert queries() == few <= 10
