"""Fictions of notification: what breaks them, what they refuse, and the statutes' own words."""

from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from legal.deadlines import DeadlineError, FictionSetting, Notification, Place, after, notify
from legal.deadlines.fictions import FICTIONS
from legal.deadlines.laws import REGIMES
from legal.deadlines.period import Period
from legal.deadlines.run import Run
from legal.deadlines.words import ordinal

LAW = Path(__file__).parents[3] / "shared" / "law"
BERLIN = Place("BE")
TUESDAY = date(2026, 3, 3)


def test_posting_is_told_on_the_telephone() -> None:
    told = notify(event=TUESDAY, fiction="post", place=BERLIN)
    assert told == Notification(
        on=date(2026, 3, 7),
        because=(
            "Der Bescheid wurde am Dienstag, 3. März 2026, zur Post gegeben.",
            "Er gilt am vierten Tag danach als bekannt gegeben, also am Samstag, 7. März 2026 "
            "(§ 41 Abs. 2 Satz 1 VwVfG).",
            "Der 7. März 2026 ist ein Samstag; das ändert nichts, die Fiktion verschiebt sich "
            "nicht (OVG Lüneburg, 7 PA 184/06).",
        ),
        norms=("§ 41 Abs. 2 Satz 1 VwVfG",),
    )


def test_a_later_receipt_prevails_and_an_earlier_one_is_irrelevant() -> None:
    earlier = notify(event=TUESDAY, place=BERLIN, received=date(2026, 3, 4))
    later = notify(event=TUESDAY, place=BERLIN, received=date(2026, 3, 12))
    assert (earlier.on, later.on) == (date(2026, 3, 7), date(2026, 3, 12))
    assert "unbeachtlich" in earlier.because[-1]
    assert "nachweisen" in later.because[-1]
    assert later.norms == ("§ 41 Abs. 2 Satz 1 VwVfG", "§ 41 Abs. 2 Satz 3 VwVfG")


def test_a_receipt_between_the_disputed_days_keeps_the_dispute() -> None:
    posted = date(2024, 12, 31)
    at_the_first = notify(event=posted, place=BERLIN, received=date(2025, 1, 3))
    at_the_second = notify(event=posted, place=BERLIN, received=date(2025, 1, 4))
    assert (at_the_first.on, at_the_first.disputed) == (date(2025, 1, 3), date(2025, 1, 4))
    assert (at_the_second.on, at_the_second.disputed) == (date(2025, 1, 4), None)


@pytest.mark.parametrize("key", ["ozg", "retrieval", "public"])
def test_where_receipt_does_not_matter_it_says_so(key: str) -> None:
    alone = notify(event=TUESDAY, fiction=key, place=BERLIN)
    with_receipt = notify(event=TUESDAY, fiction=key, place=BERLIN, received=date(2026, 4, 1))
    assert with_receipt.on == alone.on
    assert "kommt es nicht an" in with_receipt.because[-1]


def test_a_land_with_its_own_act() -> None:
    own = FictionSetting(3, "Art. 41 Abs. 2 Satz 1 BayVwVfG")
    told = notify(event=TUESDAY, place=Place("BY"), setting=own)
    assert told.on == date(2026, 3, 6)
    assert told.norms == ("Art. 41 Abs. 2 Satz 1 BayVwVfG",)


@pytest.mark.parametrize(("days", "norm"), [(0, "§ 1"), (61, "§ 1"), (3, " ")])
def test_a_setting_needs_days_and_a_norm(days: int, norm: str) -> None:
    with pytest.raises(DeadlineError):
        FictionSetting(days, norm)


@pytest.mark.parametrize(
    ("key", "regime", "words"),
    [
        ("retrieval", "sgbx", "gibt es im Verfahrensrecht „sgbx“ nicht"),
        ("sgbx-portal", "vwvfg", "gibt es im Verfahrensrecht „vwvfg“ nicht"),
        ("post-abroad", "sgbx", "gibt es im Verfahrensrecht „sgbx“ nicht"),
        ("pigeon", "ao", "„pigeon“ ist unbekannt"),
        ("post", "bgb", "„bgb“ ist unbekannt"),
    ],
)
def test_an_unknown_way_is_refused(key: str, regime: str, words: str) -> None:
    with pytest.raises(DeadlineError, match=words):
        notify(event=TUESDAY, fiction=key, regime=regime, place=BERLIN)


def test_a_receipt_before_posting_or_without_a_fiction_is_refused() -> None:
    with pytest.raises(DeadlineError, match="läge vor"):
        notify(event=TUESDAY, place=BERLIN, received=date(2026, 3, 2))
    with pytest.raises(DeadlineError, match="Ohne Fiktion"):
        notify(event=TUESDAY, fiction="none", place=BERLIN, received=TUESDAY)


def test_without_notification_no_period_runs() -> None:
    run = Run(period=Period(1, "m"), law=REGIMES["vwvfg"].counting, place=BERLIN)
    with pytest.raises(DeadlineError, match="Ohne Bekanntgabe"):
        after(Notification(None, (), ()), run)


FILES = {"VwVfG": "vwvfg", "SGB X": "sgb_10", "AO": "ao_1977", "VwZG": "vwzg_2005", "OZG": "ozg"}
CASES = [
    (key, norm)
    for key, fiction in FICTIONS.items()
    for norm in dict.fromkeys(fiction.norms.values())
    if not norm.endswith("a. F.")
]


def official(norm: str) -> str:
    """The text of the section a citation such as '§ 41 Abs. 2 Satz 1 VwVfG' stands in."""
    law = next(name for name in FILES if norm.endswith(name))
    path = LAW / "current" / f"{FILES[law]}.xml"
    section = " ".join(norm.split()[:2])
    parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False)
    for node in etree.parse(path, parser).iter("norm"):
        if node.findtext("metadaten/enbez") == section:
            return " ".join(" ".join(node.itertext()).split())
    raise AssertionError(f"{section} is missing in {path.name}")


@pytest.mark.skipif(not (LAW / "current").exists(), reason="../shared/law/current is missing")
@pytest.mark.parametrize(("key", "norm"), CASES)
def test_the_table_agrees_with_the_statutes(key: str, norm: str) -> None:
    length = FICTIONS[key].length
    day = {1: "am Tag nach dem Abruf", 7: "am siebenten Tag"}.get(
        length.count, f"am {ordinal(length.count)} Tag"
    )
    expected = {"d": day, "w": "zwei Wochen", "m": "einen Monat nach"}[length.unit]
    text = official(norm)
    assert expected in text
