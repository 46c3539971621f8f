"""The facts of a letter: what is complete and right passes, everything else is named."""

from typing import Any

import pytest

from casework.notices.facts import FactsError, check
from casework.notices.rendering import render_html
from tests.notices.render_samples import NAMES, changed, facts_of


@pytest.mark.parametrize("name", NAMES)
def test_samples_are_complete(name: str) -> None:
    assert check(facts_of(name)) == []


@pytest.mark.parametrize(
    ("place", "value", "problem"),
    [
        ("kind", "postcard", "kind: must be one of decision, document_request"),
        ("language", "en", "language: must be one of de"),
        ("authority.name", "", "authority.name: must not be blank"),
        ("authority.name", "  ", "authority.name: must not be blank"),
        ("authority.name", None, "authority.name: must be text, is NoneType"),
        ("authority.department", "a\nb", "authority.department: must be one line"),
        ("authority.surprise", "x", "authority.surprise: unknown"),
        ("authority.bank.iban", "DE53550999000000123457", "has wrong check digits"),
        ("authority.bank.iban", "DE53 5509", "must be an IBAN without blanks"),
        ("authority.bank.bic", "lindde55", "must be a BIC"),
        ("addressee.lines", [], "1 to 6 lines"),
        ("addressee.lines", list("1234567"), "1 to 6 lines"),
        ("addressee.lines.1", 7, "addressee.lines[1]: must be text, is int"),
        ("addressee.lines.1", "Ada\u0007", "unprintable character U+0007"),
        ("letter.date", "3.3.2026", "letter.date: must be a date such as 2026-03-31"),
        ("letter.date", "2026-02-30", "letter.date: must be a date"),
        ("letter.date", "20260303", "letter.date: must be a date"),
        ("decision", None, "decision: must be given in a decision"),
        ("decision.operative_part", [], "decision.operative_part: must not be empty"),
        ("decision.operative_part", "granted", "operative_part: must be a list, is str"),
        ("decision.reasons.0", "because", "decision.reasons[0]: must be an object, is str"),
        ("decision.fee.amount", "30,70", "must be an amount such as 30.70"),
        ("decision.fee.amount", 30.7, "decision.fee.amount: must be text, is float"),
        ("decision.fee.currency", "USD", "must be EUR"),
        ("legal_basis.0.text_hash", "abc", "must be a SHA-256"),
        ("remedy.paragraphs", [], "remedy.paragraphs: must not be empty"),
        ("response_due", "2026-03-02", "lies before the date of the letter"),
        ("signature.form", "stamp", "signature.form: must be one of"),
    ],
)
def test_each_mistake_is_named_with_its_place(place: str, value: Any, problem: str) -> None:
    problems = check(changed(facts_of(), place, value))
    assert len(problems) == 1
    assert problem in problems[0]


@pytest.mark.parametrize(
    ("name", "place", "value", "problem"),
    [
        ("document_request", "list_items", [], "must ask for something"),
        ("document_request", "response_due", None, "must say by when"),
        ("hearing", "response_due", None, "must say by when"),
        ("hearing", "body", [], "body: must not be empty"),
        ("acknowledgement", "body", [], "body: must not be empty"),
    ],
)
def test_each_kind_has_what_it_needs(name: str, place: str, value: Any, problem: str) -> None:
    problems = check(changed(facts_of(name), place, value))
    assert len(problems) == 1
    assert problem in problems[0]


def test_a_missing_key_is_missing_everywhere() -> None:
    facts = facts_of()
    del facts["remedy"]
    del facts["contact"]["phone"]
    assert check(facts) == ["contact.phone: missing", "remedy: missing"]


@pytest.mark.parametrize("nonsense", [None, [], "facts", 3])
def test_what_is_no_object_is_refused(nonsense: Any) -> None:
    assert check(nonsense) == [f"facts: must be an object, is {type(nonsense).__name__}"]


def test_rendering_refuses_wrong_facts_with_all_problems() -> None:
    facts = changed(changed(facts_of(), "authority.city", ""), "letter.date", "gestern")
    with pytest.raises(FactsError) as caught:
        render_html(facts)
    assert [problem.split(":")[0] for problem in caught.value.problems] == [
        "authority.city",
        "letter.date",
    ]
