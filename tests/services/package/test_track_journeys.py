"""Objections and reviews through the whole house, from the decided case to the second notice."""

from datetime import timedelta
from typing import Any

import pytest

from casework.cases.models import Case
from casework.decisions.models import Decision
from casework.decisions.reviews import Wanted, open_review
from casework.delivery.models import Objection
from casework.delivery.planning import plan
from casework.notices.models import Notice
from tests.factories import NOW, Office, entries, open_step
from tests.services.package.test_journeys import MONEY, Answers, deliver, work_through
from tests.services.package.track_cases import (
    COURT,
    granted_parking,
    install_track,
    objected,
    refused_benefit,
    refused_parking,
    reviewed,
)

pytestmark = pytest.mark.django_db
SAID = {"vorbringen": "Sie machen geltend, dass Sie seit Januar dort wohnen."}
FACTS = {"wuerdigung": "Sie sind in der Lindenallee 12 nicht gemeldet (§ 17 Abs. 1 BMG)."}
REASON = {"wiedereinsetzung_gruende": "Eine Reise hindert niemanden, Post nachsenden zu lassen."}
REMEDY = {"ergebnis": "abhelfen", "neue_regelung": "Ihnen wird der beantragte Ausweis erteilt."}
NOT_OURS = {"zulaessig": "nein", "unzulaessig_grund": "Der Bescheid betrifft Sie nicht."}
WHY = {"vertrauen_weil": "Im Antrag war eine andere Wohnung angegeben."}


def last(case: Case) -> Notice:
    notice = case.notices.order_by("-pk").first()
    assert notice is not None
    return notice


def told(notice: Notice) -> str:
    return " ".join(notice.text.split())


@pytest.mark.parametrize(
    ("late", "answers", "outcome", "passages"),
    [
        (
            False,
            {"zulaessigkeit_pruefen": [SAID], "sache_pruefen": [FACTS]},
            "refuse",
            ["wird zurückgewiesen", "Sie tragen die Kosten", "§ 80 Abs. 1 Satz 3 VwVfG"],
        ),
        (
            False,
            {
                "zulaessigkeit_pruefen": [{**SAID, "bevollmaechtigt": "notwendig"}],
                "sache_pruefen": [{**FACTS, **REMEDY}],
            },
            "grant",
            ["wird auf Ihren Widerspruch", "Zuziehung einer bevollmächtigten Person war notwendig"],
        ),
        (
            False,
            {"zulaessigkeit_pruefen": [{**SAID, **NOT_OURS, "hinweis": "nein"}]},
            "refuse",
            ["Der Widerspruch ist unzulässig. Der Bescheid betrifft Sie nicht."],
        ),
        (
            True,
            {
                "zulaessigkeit_pruefen": [SAID],
                "wiedereinsetzung_pruefen": [{**REASON, "wiedereinsetzung": "versagt"}],
            },
            "refuse",
            ["Wiedereinsetzung in den vorigen Stand kann nicht gewährt werden", "nachsenden"],
        ),
        (
            True,
            {
                "zulaessigkeit_pruefen": [SAID],
                "wiedereinsetzung_pruefen": [{"wiedereinsetzung_gruende": "Sie lagen im Spital."}],
                "sache_pruefen": [{**FACTS, **REMEDY}],
            },
            "grant",
            ["Ihnen wird Wiedereinsetzung in den vorigen Stand gewährt"],
        ),
    ],
    ids=["rejected", "remedied", "inadmissible", "late", "reinstated"],
)
def test_objection_from_entry_to_notice(
    office: Office, late: bool, answers: Answers, outcome: str, passages: list[str]
) -> None:
    install_track(office, "objection")
    origin = refused_parking(office)
    before = bytes(origin.notices.get(kind="decision").pdf)
    more = {"reinstatement": "not_applied"} if late else {}
    objection = objected(office, origin, late=late, **more)
    assert objection.track is not None, objection.trouble
    work_through(office, objection.track, answers)
    notice = last(objection.track)
    assert notice.decision is not None
    assert (notice.decision.outcome, notice.decision.channel) == (outcome, "formal")
    for passage in (*passages, COURT, "Klage", origin.notices.get(kind="decision").number):
        assert passage in told(notice), passage
    plan(notice=notice, now=notice.issued_at)
    objection.refresh_from_db()
    assert objection.state == Objection.State.SETTLED
    assert bytes(origin.notices.get(kind="decision").pdf) == before


def test_objection_that_is_given_up_ends_without_a_decision(office: Office) -> None:
    install_track(office, "objection")
    track = objected(office, refused_parking(office)).track
    assert track is not None
    gives_up = {"aeusserung_abwarten": [{"aeusserung": "zurueckgenommen"}]}
    notices = work_through(
        office, track, {"zulaessigkeit_pruefen": [SAID], "sache_pruefen": [FACTS], **gives_up}
    )
    assert [notice.kind for notice in notices] == ["hearing"]


def test_new_facts_are_examined_from_the_beginning(office: Office) -> None:
    install_track(office, "objection")
    track = objected(office, refused_parking(office)).track
    assert track is not None
    work_through(
        office,
        track,
        {
            "zulaessigkeit_pruefen": [SAID, {**SAID, "hinweis": "nein"}],
            "sache_pruefen": [FACTS, {**FACTS, **REMEDY}],
            "aeusserung_abwarten": [{"aeusserung": "neue_tatsachen"}],
        },
    )
    assert told(last(track)).count("Ihnen wird der beantragte Ausweis erteilt.") == 1


def test_timing_found_at_the_entry_is_proposed(office: Office) -> None:
    install_track(office, "objection")
    late = objected(office, refused_parking(office), late=True, reinstatement="of_office").track
    assert late is not None
    assert entries(open_step(late))["data"]["rechtzeitig"] == "late"


def test_objection_in_social_matters_costs_nothing(office: Office) -> None:
    install_track(office, "objection-social")
    track = objected(office, refused_benefit(office)).track
    assert track is not None
    facts = {"wuerdigung": "Das Gesamteinkommen ist zu hoch (§ 4 WoGG)."}
    work_through(office, track, {"zulaessigkeit_pruefen": [SAID], "sache_pruefen": [facts]})
    text = told(last(track))
    assert "§ 64 Abs. 1 Satz 1 SGB X" in text and COURT in text
    assert "VwVfG" not in text


def test_withdrawal_after_a_hearing(office: Office) -> None:
    install_track(office, "review")
    origin = granted_parking(office)
    track = reviewed(office, origin, "withdraw")
    work_through(office, track, {"ruecknahme_pruefen": [WHY]})
    assert [one.kind for one in track.notices.order_by("pk")] == ["hearing", "decision"]
    notice = last(track)
    assert notice.decision is not None and notice.decision.target is not None
    assert notice.decision.target.case == origin
    assert notice.decision.outcome == "withdraw"
    text = told(notice)
    assert "wird mit Wirkung für die Zukunft zurückgenommen" in text
    assert "Auch ein Ausgleich in Geld kommt nicht in Betracht" in text
    assert "Nach § 48 Abs. 1 Satz 1 VwVfG steht diese Entscheidung in unserem Ermessen." in text
    assert "Widerspruch" in text
    assert notice.facts["case"]["applied_on"] is None  # nobody applied for it


def test_decision_stays_when_the_answer_convinces(office: Office) -> None:
    install_track(office, "review")
    track = reviewed(office, granted_parking(office), "withdraw")
    convinced = {"aeusserung_abwarten": [{"aeusserung": "ueberzeugt"}]}
    work_through(office, track, {"ruecknahme_pruefen": [WHY], **convinced})
    assert not Decision.objects.filter(case=track).exists()


def test_revocation_for_an_obligation_not_met(office: Office) -> None:
    install_track(office, "review")
    track = reviewed(office, granted_parking(office), "revoke")
    work_through(office, track, {})
    text = told(last(track))
    assert "wird mit Wirkung für die Zukunft widerrufen" in text
    assert "§ 49 Abs. 2 Satz 1 Nr. 2 VwVfG" in text


def test_correction_says_what_is_wrong_and_what_is_right(office: Office) -> None:
    install_track(office, "review")
    track = reviewed(office, granted_parking(office), "correct")
    mistake = {"falsch": "LFT-AB 132", "richtig": "LFT-AB 123", "offenbar_weil": "Ein Dreher."}
    work_through(office, track, {"berichtigung_pruefen": [mistake]})
    assert "Statt „LFT-AB 132“ heißt es richtig „LFT-AB 123“" in told(last(track))


def test_request_for_review_is_refused_with_reasons(office: Office) -> None:
    install_track(office, "review")
    track = reviewed(office, refused_parking(office), "withdraw", requested="application")
    stays = {"vorhaben": "keep", "bleibt_weil": "Neues ist nicht vorgetragen."}
    work_through(office, track, {"anlass_pruefen": [stays]})
    notice = last(track)
    assert notice.decision is not None and notice.decision.outcome == "refuse"
    assert notice.facts["case"]["applied_on"] == NOW.date().isoformat()
    assert "§ 51 Abs. 1 VwVfG" in told(notice) and "Widerspruch" in told(notice)


BENEFIT: dict[str, tuple[Answers, list[str]]] = {
    "unlawful_burden": (
        {"zugunsten_pruefen": [{"neue_regelung_44": "Das Wohngeld beträgt 187 Euro im Monat."}]},
        ["mit Wirkung für die Vergangenheit zurückgenommen", "187 Euro", "§ 44 Abs. 4 SGB X"],
    ),
    "lawful_burden": (
        {
            "aufhebung_pruefen": [{"aufhebungsgrund": "belastend"}],
            "wirkung_festlegen": [{"anhoeren": "nein"}],
        },
        ["mit Wirkung für die Zukunft widerrufen", "§ 46 Abs. 1 SGB X"],
    ),
}


@pytest.mark.parametrize("purpose", BENEFIT)
def test_burdens_are_taken_off_without_a_hearing(office: Office, purpose: str) -> None:
    install_track(office, "review-social")
    answers, passages = BENEFIT[purpose]
    track = reviewed(office, refused_benefit(office), purpose)
    work_through(office, track, answers)
    assert [one.kind for one in track.notices.all()] == ["decision"]
    for passage in passages:
        assert passage in told(last(track))


GRANTED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "unlawful_benefit": (
        {
            "ruecknahme_pruefen": [WHY],
            "wirkung_festlegen": [
                {"wirkung": "anfang", "erstattung": "ja", "erstattung_betrag": "374.00"}
            ],
        },
        ["von Anfang an zurückgenommen", "374,00 Euro zu erstatten", "§ 50 Abs. 3 Satz 1 SGB X"],
    ),
    "change": (
        {
            "aufhebung_pruefen": [{"aufhebungsgrund": "einkommen"}],
            "wirkung_festlegen": [{"wirkung": "ab", "wirkung_ab": "2026-03-01"}],
        },
        ["ab dem 1. März 2026 aufgehoben", "§ 48 Abs. 1 Satz 2 Nr. 3 SGB X"],
    ),
    "lawful_benefit": (
        {"aufhebung_pruefen": [{"aufhebungsgrund": "auflage"}]},
        ["für die Zukunft widerrufen", "§ 47 Abs. 1 Nr. 2 SGB X"],
    ),
}


@pytest.mark.parametrize("purpose", GRANTED)
def test_benefit_is_taken_away_only_after_a_hearing(office: Office, purpose: str) -> None:
    install_track(office, "review-social")
    origin = deliver(office, "housing-benefit", "owner-self-employed")
    work_through(office, origin, MONEY)
    answers, passages = GRANTED[purpose]
    track = reviewed(office, origin, purpose)
    work_through(office, track, answers)
    assert [one.kind for one in track.notices.order_by("pk")] == ["hearing", "decision"]
    for passage in passages:
        assert passage in told(last(track)), passage
    assert "VwVfG" not in told(last(track))


def test_permit_by_fiction_is_certified_from_the_closed_case(office: Office) -> None:
    install_track(office, "review")
    origin = deliver(office, "estate-agent-licence", "company")
    origin.deadlines.update(due_on=NOW.date() - timedelta(days=1))
    wanted = Wanted(purpose="certify", known_on=NOW.date(), occasion="Bescheinigung verlangt.")
    track = open_review(case=origin, target=None, wanted=wanted, by=office.ada, now=NOW)
    what = {"fiktion_gegenstand": "Die Erlaubnis", "fiktion_norm": "§ 6a Abs. 1 GewO"}
    work_through(office, track, {"fiktion_pruefen": [what]})
    notice = last(track)
    assert notice.kind == "certificate"
    assert "Die Erlaubnis gilt Quartier & Partner Immobilien GmbH nach Ablauf des" in told(notice)
