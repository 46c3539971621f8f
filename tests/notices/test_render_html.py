"""The whole text of each kind of letter, compared with the text laid down beside its facts."""

import pytest

from casework.notices.rendering import render_html, render_text
from tests.notices.render_samples import DATA, NAMES, changed, facts_of, rendered


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_text(name: str) -> None:
    assert rendered(name).text == (DATA / f"{name}.txt").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_optional_values_leave_no_trace_where_they_do_not_apply(name: str) -> None:
    facts = facts_of(name)
    for place in ("department", "phone", "email", "website", "bank", "opening_hours", "land"):
        facts["authority"][place] = None
    for place in ("function", "phone", "email", "room", "hours"):
        facts["contact"][place] = None
    if facts["referred_to"]:
        facts["referred_to"]["phone"] = facts["referred_to"]["email"] = None
    facts["signatures"][0]["function"] = facts["signatures"][0]["capacity"] = None
    facts["case"]["applied_on"] = facts["letter"]["notice_number"] = None
    facts["remedy"], facts["attachments"], facts["legal_basis"] = None, [], []
    text = render_text(render_html(facts))
    for label in ("Telefon", "E-Mail", "Zimmer", "Sparkasse", "None",
                  "Öffnungszeiten", "Anlage", "Rechtsgrundlagen", "Ihr Antrag vom:"):  # fmt: skip
        assert label not in text


def test_amounts_dates_and_accounts_are_written_the_german_way() -> None:
    facts = changed(facts_of(), "decision.fee.amount", "12345.60")
    text = render_text(render_html(facts))
    assert "Betrag 12.345,60 Euro" in text
    assert "Zahlbar bis 7. April 2026" in text
    assert "IBAN DE53 5509 9900 0000 1234 56" in text


def test_the_remedy_information_is_printed_word_for_word_and_without_additions() -> None:
    wording = ["Erster Absatz § 70 VwGO.", "Zweiter Absatz."]
    text = render_text(render_html(changed(facts_of(), "remedy.paragraphs", wording)))
    after = text.split("Rechtsbehelfsbelehrung\n")[1]
    assert after.startswith(f"\n{wording[0]}\n\n{wording[1]}\n\nMit freundlichen Grüßen\n")


def test_an_automated_letter_says_so_and_a_draft_too() -> None:
    assert "automatischer Einrichtungen" in rendered("acknowledgement").text
    assert "automatischer Einrichtungen" not in rendered("hearing").text
    assert "Entwurf\n" in render_text(render_html(facts_of(), draft=True))
    assert "Entwurf" not in rendered("parking_grant").text


def test_line_breaks_in_a_paragraph_are_kept() -> None:
    facts = changed(facts_of(), "decision.operative_part.0", "Erste Zeile\nzweite Zeile")
    assert "1. Erste Zeile\nzweite Zeile\n" in render_text(render_html(facts))
