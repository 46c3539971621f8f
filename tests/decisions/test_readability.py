"""Readability: what is marked, exactly where, and that no text takes it down."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.decisions.readability import MOST_HINTS, Hint, hints_in, level_of, score
from casework.decisions.readability.words import LIST, turns

ROOT = Path(__file__).parents[2]
HARD = (
    "Ihr Antrag auf Erteilung eines Bewohnerparkausweises wird gemäß § 45 Abs. 1b Satz 1 Nr. 2a "
    "StVO abgelehnt. Die Voraussetzungen für die Erteilung einer Ausnahmegenehmigung unter "
    "Berücksichtigung der Beschränkung der Inanspruchnahme nicht unerheblicher Flächen seitens der "
    "Straßenverkehrsbehörde sind nicht erfüllt, so dass insoweit eine andere Entscheidung als die "
    "Ablehnung hier nicht in Betracht kommen kann."
)
EASY = (
    "Sie bekommen den Ausweis. Er gilt ein Jahr. Legen Sie ihn gut lesbar in Ihr Auto. Sie dürfen "
    "damit im ganzen Viertel parken. Ziehen Sie um? Dann sagen Sie es uns bitte bald. Der Ausweis "
    "gilt nur, so lange Sie hier wohnen. Wir helfen Ihnen gern, wenn Sie Fragen haben."
)


def kinds(text: str) -> list[str]:
    return [hint.kind for hint in hints_in(text)]


def one(text: str, kind: str) -> Hint:
    (found,) = [hint for hint in hints_in(text) if hint.kind == kind]
    return found


def test_an_easy_text_has_no_hints_and_a_hard_one_many() -> None:
    assert hints_in(EASY) == []
    assert set(kinds(HARD)) >= {"long-sentence", "nouns", "officialese", "double-negation"}


def test_scores_tell_easy_from_hard() -> None:
    easy, hard = score(EASY), score(HARD)
    assert easy is not None and hard is not None
    assert (level_of(easy), level_of(hard)) == ("easy", "hard")
    assert score("Zu kurz.") is None
    assert level_of(None) == ""


def test_abbreviations_and_citations_make_no_sentences() -> None:
    cited = EASY + " Das steht in § 45 Abs. 1b Satz 1 Nr. 2a StVO."
    without = EASY + " Das steht in StVO."
    assert score(cited) == pytest.approx(score(without), abs=0.3)


@pytest.mark.parametrize(("words", "marked"), [(22, False), (23, True)])
def test_long_sentences_are_marked_from_the_23rd_word(words: int, marked: bool) -> None:
    text = " ".join(["Wir", *["rot"] * (words - 1)]) + "."
    assert ("long-sentence" in kinds(f"Kurz.\n\n{text}\n\nKurz.")) == marked
    if marked:
        assert one(f"Kurz.\n\n{text}", "long-sentence").text == text


def test_a_citation_counts_as_one_word() -> None:
    text = " ".join(["Wir", *["rot"] * 20]) + " nach § 45 Abs. 1b Satz 1 Nr. 2a StVO."
    assert one(text, "long-sentence").advice.startswith(("23 ", "23\xa0"))


@pytest.mark.parametrize(
    ("text", "marked", "better"),
    [
        ("Das geschieht SEITENS der Stadt.", "SEITENS", "von"),
        ("Die vorgenannten Gründe.", "vorgenannten", "dieser, genannt"),
        ("Wir brachten es in Abzug\ngebracht haben.", "in Abzug\ngebracht", "abgezogen"),
        ("Bei Inanspruchnahme zahlen Sie.", "Inanspruchnahme", "nutzen (als Verb)"),
    ],
)
def test_officialese_has_a_plain_word(text: str, marked: str, better: str) -> None:
    hint = one(text, "officialese")
    assert (hint.text, better in hint.advice) == (marked, True)


def test_parts_of_other_words_are_no_officialese() -> None:
    assert kinds("Die Zeitnahmestelle der Mittelschule.") == []
    assert kinds("Eine zeitnahe Antwort.") == ["officialese"]
    assert kinds("Beseitenspiegel, Übermittelsatz, Hinsicht.") == []


def test_three_passive_sentences_in_a_row() -> None:
    two = "Die Gebühr wird erhoben. Der Bescheid wird zugestellt. Sie können anrufen."
    assert "passive" not in kinds(two)
    three = "Die Gebühr wird erhoben. Der Bescheid wird zugestellt. Der Ausweis wurde verlängert."
    assert one(f"{three} Rufen Sie uns an.", "passive").text == three


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Die Grundstücksverkehrsgenehmigung fehlt.", "long-word"),
        ("Das ist nicht unerheblich.", "double-negation"),
    ],
)
def test_long_words_and_two_negatives(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize("text", ["Die Rechtsbehelfsbelehrung.", "Nicht unter 18 und nicht und."])
def test_what_has_to_be_is_not_marked(text: str) -> None:
    assert kinds(text) == []


def test_the_list_is_well_formed() -> None:
    rows = [line for line in LIST.read_text().splitlines() if line and not line.startswith("#")]
    assert all(line.count("\t") == 1 and line == line.strip() for line in rows)
    names = [line.split("\t")[0].lower() for line in rows]
    assert len(set(names)) == len(names) > 70
    assert len(turns()[1]) == len(rows)


ALPHABET = "aäÄbUß \n\t.,;:!?()„“§Abs. 1Nr2-–\x00\u2028𝄞"
PIECES = st.sampled_from(
    [
        "wird ",
        "erteilt. ",
        "gemäß ",
        "§ 45 Abs. 1b StVO ",
        "Prüfung ",
        "nicht ",
        "un",
        "\n\n",
        "z. B. ",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.text(ALPHABET, max_size=400) | st.lists(PIECES, max_size=80).map("".join) | st.text())
def test_any_text_gives_exact_offsets_in_order(text: str) -> None:
    found = hints_in(text)
    assert all(hint.text == text[hint.start : hint.end] != "" for hint in found)
    assert all(0 <= hint.start < hint.end <= len(text) and hint.advice for hint in found)
    assert [hint.start for hint in found] == sorted(hint.start for hint in found)
    assert len(found) <= MOST_HINTS
    value = score(text)
    assert value is None or isinstance(value, float)


@pytest.mark.parametrize(
    "piece",
    [HARD + " ", "§ ", "Abs. 1 ", "a", "(", ". ", "wird ", "nicht un", "§ 1 StVO ", "in A", "\n"],
)
def test_a_hundred_kilobytes_take_bounded_time(piece: str) -> None:
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    start = time.perf_counter()
    hints_in(text)
    score(text)
    assert time.perf_counter() - start < 10  # about one second; a busy machine may take longer


def test_the_library_is_imported_late_and_asks_no_network() -> None:
    """Only when a score is asked for, and without looking for word lists elsewhere."""
    code = (
        "import sys, socket\n"
        "from casework.decisions import readability\n"
        "early = 'textstat' in sys.modules or 'nltk' in sys.modules\n"
        "def refuse(*_): raise SystemExit('network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        f"value = readability.score({EASY!r})\n"
        "sys.exit(0 if not early and 'textstat' in sys.modules and value else 'wrong')\n"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
