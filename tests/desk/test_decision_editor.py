"""The parts of the decision editor: what opens, what is read, what its buttons do; no script."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from casework.decisions.actions import save_draft
from casework.decisions.models import Decision
from casework.desk.decide.decision_editor import DecisionEditor
from casework.process.models import Step
from tests.decisions.dogs import LEASH, PURPOSE, REFUSAL, dog_case, dog_step, issue
from tests.desk.conftest import SignIn
from tests.factories import NOW, Office, make_case, work_on

pytestmark = pytest.mark.django_db
DECIDE = (
    'outcomes = ["grant", "refuse", "revoke"]\nletters = { revoke = "other" }\n'
    'discretion = "§ 2 HundStS"'
)
ANSWER = "+++\ntitle = 'Antwort'\nuse = 'answer'\n+++\nGesagt wurde: […].\n"
MOST_QUERIES = 25
Send = Callable[..., HttpResponse]


@pytest.fixture
def step(office: Office, tmp_path: Path) -> Step:
    texts = {"nein": REFUSAL, "zweck": PURPOSE, "leine": LEASH, "antwort": ANSWER}
    return dog_step(office, tmp_path, decide=DECIDE, texts=texts)


@pytest.fixture
def ada(office: Office, step: Step, sign_in: SignIn) -> Client:
    client = sign_in(office.ada)
    client.get(page(step))
    return client


@pytest.fixture
def send(ada: Client, step: Step) -> Send:
    """Sends fields of the editor to the draft as it is now, as a browser without script would."""

    def sent(**fields: Any) -> HttpResponse:
        version = Decision.objects.get(step=step).version
        url = f"{page(step)}steps/{step.pk}/decision/"
        return ada.post(url, {"version": version, **fields})  # type: ignore[return-value]

    return sent


def page(step: Step) -> str:
    return f"/cases/{step.case.file_number}/"


def editor(ada: Client, step: Step) -> DecisionEditor:
    found: DecisionEditor = ada.get(page(step)).context["editor"]
    return found


def opened(found: DecisionEditor) -> set[str]:
    return {key for key, part in found.parts.items() if part.open}


def test_routine_grant_is_compact(office: Office, sign_in: SignIn) -> None:
    step = work_on(make_case(office), office.ada)
    found = editor(sign_in(office.ada), step)
    assert opened(found) == set()
    assert set(found.parts) == {"discretion", "clauses", "fee", "sending", "languages"}
    assert found.parts["clauses"].holds == "1"
    assert found.parts["fee"].holds == "60.00 €, § 2 Abs. 1 BPA-GebO"


def test_discretion_opens_where_the_step_has_it(ada: Client, step: Step) -> None:
    found = editor(ada, step)
    assert "discretion" in opened(found)
    assert found.parts["discretion"].holds == "§ 2 HundStS, 1 consideration"
    texts = {aspect.name: aspect.text for aspect in found.aspects}
    assert texts["consideration_purpose"] == "Die Steuer für Waldi soll lenken."
    assert texts["consideration_milder"] == ""


def test_hearing_exception_opens_for_a_refusal_without_hearing(
    ada: Client, step: Step, send: Send
) -> None:
    assert "hearing" not in editor(ada, step).parts
    send(outcome="refuse")
    assert "hearing" in opened(editor(ada, step))
    send(hearing_exception="§ 28 Abs. 2 Nr. 3 VwVfG", hearing_reason="Eigene Angaben.")
    found = editor(ada, step)
    assert "hearing" not in opened(found)
    assert found.parts["hearing"].holds == "§ 28 Abs. 2 Nr. 3 VwVfG"


def test_answer_opens_while_it_is_not_dealt_with(office: Office, sign_in: SignIn) -> None:
    case = make_case(office)
    step = work_on(
        case, office.ada, berechtigt="nein", ablehnungsgrund="nicht_gemeldet", anhoerung="nein"
    )
    client = sign_in(office.ada)
    assert "answer" not in editor(client, step).parts
    case.process.data["aeusserung"] = "geaeussert"
    case.process.save()
    found = editor(client, step)
    assert found.parts["answer"].holds == "not dealt with yet"
    assert "answer" in opened(found)
    version = found.decision.version
    url = f"{page(step)}steps/{step.pk}/decision/"
    client.post(url, {"version": version, "answer_treatment": "Gesehen."})
    assert "answer" not in opened(editor(client, step))


def test_everything_typed_is_saved(send: Send) -> None:
    fields = {
        "operative_part": "Tenor",
        "reasons": "Grund.\r\n\r\nNoch einer.",
        "discretion_norm": "§ 40 VwVfG",
        "consideration_purpose": "Zweck.",
        "consideration_person": "Person.",
        "clause_kind": ["condition", "obligation", "obligation"],
        "clause_text": ["Nur wenn.", "Leine.", ""],
        "clause_norm": ["§ 36 Abs. 2 Nr. 2 VwVfG", "", ""],
        "fee_amount": "1.030,50 €",
        "fee_basis": "§ 2 HundStS",
        "value": "1200",
        "channel": "formal",
        "signature_form": "handwritten",
        "plain_text": "Leicht.",
        "translation_language": "tr",
        "translation": "Türkçe.",
    }
    assert send(**fields).status_code == 302
    draft = Decision.objects.get()
    assert draft.reasons == "Grund.\n\nNoch einer."
    assert draft.considerations == [
        {"aspect": "purpose", "text": "Zweck."},
        {"aspect": "person", "text": "Person."},
    ]
    assert draft.clauses == [
        {"kind": "condition", "text": "Nur wenn.", "norm": "§ 36 Abs. 2 Nr. 2 VwVfG"},
        {"kind": "obligation", "text": "Leine.", "norm": ""},
    ]
    assert (draft.fee_amount, draft.value) == (Decimal("1030.50"), Decimal("1200.00"))
    assert (draft.channel, draft.signature_form) == ("formal", "handwritten")
    assert (draft.plain_text, draft.translation_language) == ("Leicht.", "tr")


def test_field_that_is_not_in_the_form_stays(send: Send) -> None:
    before = Decision.objects.get()
    send(operative_part="Nur das.")
    after = Decision.objects.get()
    assert (after.clauses, after.considerations) == (before.clauses, before.considerations)
    assert after.fee_amount == before.fee_amount


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"fee_amount": "viel"}, "fee"),
        ({"fee_basis": ""}, "fee"),
        ({"value": "-3"}, "sending"),
        ({"channel": "pigeon"}, "sending"),
        ({"discretion_norm": "§" * 201}, "discretion"),
        ({"translation": "Merhaba", "translation_language": ""}, "languages"),
        ({"translation": "x", "translation_language": "xx"}, "languages"),
        ({"clause_kind": "wish", "clause_text": "Bitte.", "clause_norm": ""}, "clauses"),
    ],
)
def test_what_does_not_fit_comes_back_in_its_open_part(
    send: Send, fields: dict[str, Any], part: str
) -> None:
    answer = send(operative_part="Bleibt stehen.", **fields)
    assert answer.status_code == 422
    found: DecisionEditor = answer.context["editor"]  # type: ignore[attr-defined]
    assert found.parts[part].open
    assert found.texts["operative_part"] == "Bleibt stehen."
    assert Decision.objects.get().operative_part != "Bleibt stehen."


def test_what_was_typed_when_another_outcome_is_chosen_can_be_brought_back(
    ada: Client, step: Step, send: Send
) -> None:
    send(reasons="Noch nicht gespeichert.", outcome="refuse")
    found = editor(ada, step)
    assert found.decision.outcome == "refuse"
    assert [(one.outcome, one.begins) for one in found.set_aside] == [
        ("Grant", "Noch nicht gespeichert.")
    ]
    send(reasons="Auch die Ablehnung von Hand.", restore="0")
    found = editor(ada, step)
    assert found.texts["reasons"] == "Noch nicht gespeichert."
    assert [one.begins for one in found.set_aside] == ["Auch die Ablehnung von Hand."]


@pytest.mark.parametrize("place", ["7", "-1", "x", ""])
def test_nothing_to_bring_back_is_a_conflict(send: Send, place: str) -> None:
    assert send(restore=place).status_code == 409


def test_blocks_are_offered_for_the_outcome_and_filled(ada: Client, step: Step, send: Send) -> None:
    blocks = {block.key: block for block in editor(ada, step).blocks}
    assert set(blocks) == {"tenor", "gruende", "zweck", "leine", "antwort"}
    assert blocks["zweck"].text == "Die Steuer für Waldi soll lenken."
    send(outcome="refuse")
    assert "nein" in {block.key for block in editor(ada, step).blocks}


def test_considerations_are_not_offered_in_a_bound_decision(
    ada: Client, step: Step, send: Send
) -> None:
    send(discretion_norm="")
    assert "zweck" not in {block.key for block in editor(ada, step).blocks}


@pytest.mark.parametrize(
    ("block", "field", "expected"),
    [
        ("gruende", "reasons", "Getippt.\n\nAngemeldet am 3. März 2026.\n\nEin zweiter Absatz."),
        ("antwort", "answer_treatment", "Gesagt wurde: […]."),
        (
            "zweck",
            "considerations",
            [{"aspect": "purpose", "text": "Meins.\n\nDie Steuer für Waldi soll lenken."}],
        ),
        (
            "leine",
            "clauses",
            [
                {"kind": "obligation", "text": "Meine.", "norm": ""},
                {"kind": "time_limit", "text": "Nur ein Jahr.", "norm": "§ 1 Abs. 1 HundStS"},
            ],
        ),
        ("nein", "reasons", "Getippt."),
    ],
)
def test_block_is_put_where_it_belongs(
    send: Send, block: str, field: str, expected: object
) -> None:
    send(
        reasons="Getippt.",
        answer_treatment="",
        consideration_purpose="Meins.",
        clause_kind="obligation",
        clause_text="Meine.",
        clause_norm="",
        insert=block,
    )
    assert getattr(Decision.objects.get(), field) == expected


def test_inserted_block_stops_the_notice_while_it_has_a_gap(
    ada: Client, step: Step, send: Send
) -> None:
    send(insert="antwort")
    assert "gap" in {shown.finding.code for shown in editor(ada, step).soundness.open}


def test_clause_is_removed_by_its_button_whatever_stands_before_it(send: Send) -> None:
    send(
        clause_kind=["obligation"] * 3,
        clause_text=["", "Weg.", "Bleibt."],
        clause_norm=["", "", ""],
        drop_clause="1",
    )
    assert [clause["text"] for clause in Decision.objects.get().clauses] == ["Bleibt."]


def test_page_comes_again_where_the_clauses_are(send: Send) -> None:
    assert send(add="clause").headers["Location"].endswith("#ancillary_clauses")
    assert "#" not in send(reasons="Nur gespeichert.").headers["Location"]


def test_target_can_be_chosen_among_the_issued_decisions(
    office: Office, ada: Client, step: Step, send: Send
) -> None:
    earlier = dog_case(office, "earlier")
    issued = work_on(earlier, office.ada)
    ada.get(page(issued))
    first = Decision.objects.get(step=issued)
    first = save_draft(decision=first, version=1, by=office.ada, now=NOW, answer_treatment="")
    issue(office, first)
    step.case.origin = earlier
    step.case.save()
    send(outcome="revoke")
    found = editor(ada, step)
    assert [choice.value for choice in found.choices["target"]] == ["", str(first.pk)]
    assert found.choices["target"][1].chosen
    assert "target" in opened(found)
    send(target="")
    assert Decision.objects.get(step=step).target is None
    assert send(target=str(first.pk)).status_code == 302
    assert Decision.objects.get(step=step).target == first
    answer = send(target=str(Decision.objects.get(step=step).pk))
    assert answer.status_code == 422


def test_conflict_shows_every_text_that_differs(office: Office, ada: Client, step: Step) -> None:
    url = f"{page(step)}steps/{step.pk}/decision/"
    ada.post(url, {"version": 1, "plain_text": "Leicht.", "reasons": "Gespeichert."})
    answer = ada.post(url, {"version": 1, "reasons": "Meins.", "operative_part": "Meiner."})
    assert answer.status_code == 409
    shown = dict(answer.context["editor"].theirs)
    assert shown["Reasons"] == "Gespeichert."
    assert "Discretion" not in shown  # the form does not replace it
    answer = ada.post(url, {"version": 1, "plain_text": "Anders.", "consideration_purpose": "Neu."})
    shown = dict(answer.context["editor"].theirs)
    assert shown == {
        "Discretion": "Die Steuer für Waldi soll lenken.",
        "In plain language": "Leicht.",
    }


def test_number_of_queries_does_not_grow_with_the_texts(
    ada: Client, step: Step, send: Send, queries: Callable[[Client, str], int]
) -> None:
    before = queries(ada, page(step))
    send(
        clause_kind=["obligation"] * 12,
        clause_text=["Leine."] * 12,
        clause_norm=[""] * 12,
        **{f"consideration_{aspect}": "Erwogen." for aspect in ("person", "public", "milder")},
    )
    assert queries(ada, page(step)) <= before
    assert before <= MOST_QUERIES
