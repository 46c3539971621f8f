"""The reasons read as a whole: what a caseworker says on the telephone."""

from datetime import date

import pytest

from legal.deadlines import Deadline, DeadlineError, compute

EASTER = Deadline(
    due=date(2026, 4, 7),
    notified_on=date(2026, 3, 3),
    because=(
        "Maßgebend ist die Zustellung am Dienstag, 3. März 2026.",
        "Dienstag, 3. März 2026, zählt nicht mit; die Widerspruchsfrist von einem Monat "
        "(§ 70 Abs. 1 Satz 1 VwGO) beginnt am Mittwoch, 4. März 2026 "
        "(§ 31 Abs. 1 VwVfG, § 187 Abs. 1 BGB).",
        "Sie endet mit Ablauf des Tages mit der gleichen Zahl wie der 3. März 2026: "
        "Freitag, 3. April 2026 (§ 188 Abs. 2 BGB).",
        "Der 3. April 2026 ist Karfreitag, in Niedersachsen ein gesetzlicher Feiertag.",
        "Der 4. April 2026 (Samstag), der 5. April 2026 (Sonntag) und der 6. April 2026 "
        "(Ostermontag) sind ebenfalls keine Werktage.",
        "Die Widerspruchsfrist endet deshalb erst mit Ablauf des nächsten Werktags, "
        "Dienstag, 7. April 2026 (§ 31 Abs. 3 Satz 1 VwVfG).",
    ),
    disputed=None,
    norms=(
        "§ 70 Abs. 1 Satz 1 VwGO",
        "§ 31 Abs. 1 VwVfG",
        "§ 187 Abs. 1 BGB",
        "§ 188 Abs. 2 BGB",
        "§ 31 Abs. 3 Satz 1 VwVfG",
    ),
)
BETWEEN_THE_LAWS = Deadline(
    due=date(2025, 2, 3),
    notified_on=date(2025, 1, 3),
    because=(
        "Der Bescheid wurde am Dienstag, 31. Dezember 2024, zur Post gegeben.",
        "Er gilt am dritten Tag danach als bekannt gegeben, also am Freitag, 3. Januar 2025 "
        "(§ 41 Abs. 2 Satz 1 VwVfG in der bis 31. Dezember 2024 geltenden Fassung).",
        "Streitig: Dienstag, 31. Dezember 2024, liegt vor der Rechtsänderung zum 1. Januar 2025, "
        "der Eintritt der Fiktion nicht mehr, und eine Übergangsregelung fehlt. Nach der neuen "
        "Fassung wäre die Bekanntgabe am Samstag, 4. Januar 2025 (§ 41 Abs. 2 Satz 1 VwVfG).",
        "Freitag, 3. Januar 2025, zählt nicht mit; die Frist von einem Monat beginnt am "
        "Samstag, 4. Januar 2025 (§ 31 Abs. 1 VwVfG, § 187 Abs. 1 BGB).",
        "Sie endet mit Ablauf des Tages mit der gleichen Zahl wie der 3. Januar 2025: "
        "Montag, 3. Februar 2025 (§ 188 Abs. 2 BGB).",
        "Bei Bekanntgabe am Samstag, 4. Januar 2025, endete die Frist erst am "
        "Dienstag, 4. Februar 2025. Sicher ist der frühere Tag, Montag, 3. Februar 2025.",
    ),
    disputed=date(2025, 2, 4),
    norms=(
        "§ 41 Abs. 2 Satz 1 VwVfG in der bis 31. Dezember 2024 geltenden Fassung",
        "§ 31 Abs. 1 VwVfG",
        "§ 187 Abs. 1 BGB",
        "§ 188 Abs. 2 BGB",
    ),
)
BACKWARDS = Deadline(
    due=date(2026, 3, 1),
    notified_on=None,
    because=(
        "Maßgebend ist die Sitzung am Montag, 9. März 2026.",
        "Rückwärts gerechnet: Montag, 9. März 2026, zählt nicht mit; die Ladungsfrist von einer "
        "Woche muss ganz frei bleiben und reicht von Sonntag, 8. März 2026, zurück bis "
        "Montag, 2. März 2026 (§ 31 Abs. 1 VwVfG, §§ 187, 188 BGB entsprechend).",
        "Spätestens am Sonntag, 1. März 2026, muss also gehandelt sein.",
        "Der 1. März 2026 ist ein Sonntag. Eine rückwärts gerechnete Frist verschiebt sich nicht "
        "nach hinten, weil sie sonst kürzer würde; sicher ist der Werktag davor, "
        "Freitag, 27. Februar 2026 (§ 193 BGB gilt hier nicht).",
    ),
    disputed=None,
    norms=("§ 31 Abs. 1 VwVfG", "§ 187 BGB", "§ 188 BGB"),
)


def test_over_easter() -> None:
    found = compute(
        event=date(2026, 3, 3),
        period="1m",
        land="NI",
        name="Widerspruchsfrist",
        source="§ 70 Abs. 1 Satz 1 VwGO",
        what="die Zustellung",
    )
    assert found == EASTER


def test_between_the_laws() -> None:
    assert compute(event=date(2024, 12, 31), period="1m", land="BE", fiction="post") == (
        BETWEEN_THE_LAWS
    )


def test_backwards() -> None:
    found = compute(
        event=date(2026, 3, 9),
        period="1w",
        land="RP",
        backwards=True,
        name="Ladungsfrist",
        what="die Sitzung",
    )
    assert found == BACKWARDS


def test_a_named_reason_settles_a_kept_end() -> None:
    kept = compute(
        event=date(2026, 2, 16), period="3m", land="RP", shift=False, fixed_by="§ 1 Beispiel"
    )
    assert (kept.due, kept.disputed) == (date(2026, 5, 16), None)
    assert kept.because[-1] == (
        "Der 16. Mai 2026 ist ein Samstag; das Ende verschiebt sich trotzdem nicht (§ 1 Beispiel)."
    )


def test_two_open_questions_show_the_earliest_and_the_latest_day() -> None:
    found = compute(event=date(2024, 12, 29), period="2d", land="BB", fiction="post", shift=False)
    assert (found.due, found.disputed) == (date(2025, 1, 3), date(2025, 1, 6))


def test_without_a_place_there_is_no_answer() -> None:
    with pytest.raises(DeadlineError, match="Ohne Land"):
        compute(event=date(2026, 3, 3), period="1m")
