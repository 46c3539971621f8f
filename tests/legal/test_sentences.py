"""Splitting statute text into sentences."""

import json
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal import sentences
from legal.sentences import SentenceError, half_spans, spans, split
from tests.legal.laws import shared

# Marked with | where a sentence ends. All text is our own.
CASES = [
    "Der Antrag ist zu stellen.| Er bedarf der Schriftform.",
    "Dies gilt nach § 5 Abs. 2 Satz 1 Nr. 3 Buchst. a des Gesetzes.| Satz 1 gilt nicht.",
    "Es tritt am 1. Januar 2026 in Kraft.| § 4 bleibt unberührt.",
    "Es gilt bis zum 31. Dezember 2025.| Danach gilt Absatz 2.| § 3 gilt auch.",
    "Maßgebend ist Absatz 2.| Der Antrag kann entfallen.",
    "Maßgebend ist § 13a.| Die Frist beträgt einen Monat.",
    "Es gilt Nummer 1 Buchstabe a.| Kinder gelten als Angehörige.",
    "Es gilt Buchstabe a oder b.| Abweichungen sind zulässig.",
    "Erfasst sind z. B. Drachen, d. h. Tiere i. S. d. Gesetzes.| Vögel nicht.",
    "Das Gesetz vom 5. Mai 1999 (BGBl. I S. 12) gilt.| Es wird geändert.",
    "Bis zum 15. Kalendertag ist zu zahlen.| Der 2. Abschnitt gilt entsprechend.",
    "Zum folgenden 15. Kalendertag ist zu zahlen.| Stundung ist möglich.",
    "Der Betrag von 2,5 Mio. Euro gilt.| Er wird erhöht.",
    "Er gilt für Kohle, Torf usw.| Die Behörde bestimmt das Nähere.",
    "Er lautet: „Ich schwöre. So wahr ich stehe.“| Er ist abzulegen.",
    "Sie gilt nicht (siehe Nr. 2. Auflage) weiter.| Sie endet.",
    "Ist er zuverlässig? Ja!",
    "Die Frist beträgt einen Monat; sie beginnt sofort.| Sie endet.",
    "Art. 6 Abs. 1 Unterabs. 1 Buchst. c DSGVO gilt.| Die Daten sind zu löschen.",
    "Es gelten Teil II und III.| Teil I gilt nicht.",
    "Das 16. Lebensjahr ist vollendet.| Das gilt ab 2020.| Es endet 2030.",
]


@pytest.mark.parametrize("marked", CASES)
def test_splits_where_marked(marked: str) -> None:
    if "?" in marked:
        marked = marked.replace("? ", "?| ")
    expected = [part.strip() for part in marked.split("|")]
    assert split(marked.replace("|", "")) == expected


def test_sentences_numbered_by_the_lawmaker() -> None:
    lines = shared("citations", "sentences_gold.jsonl").read_text(encoding="utf-8").splitlines()
    wrong = []
    for line in lines:
        paragraph = json.loads(line)
        expected = [text for _, text in paragraph["segments"]]
        if split(" ".join(expected)) != expected:
            wrong.append((paragraph["file"], paragraph["enbez"]))
    assert len(lines) >= 758
    assert len(wrong) <= 0.005 * len(lines), wrong


def test_half_sentences_end_at_semicolons() -> None:
    text = "Es gilt (a; b) nicht; im Zweifel gilt es; sonst nicht."
    halves = [text[span.start : span.end] for span in half_spans(text, 0, len(text))]
    assert halves == ["Es gilt (a; b) nicht;", "im Zweifel gilt es;", "sonst nicht."]


@given(st.text(alphabet=st.sampled_from("Aa1. §()„“;!\n\t")) | st.text())
def test_sentences_and_white_space_give_back_the_text(text: str) -> None:
    at = 0
    for span in spans(text):
        assert text[at : span.start].strip() == ""
        assert text[span.start : span.end].strip() == text[span.start : span.end] != ""
        at = span.end
    assert text[at:].strip() == ""


@given(st.lists(st.sampled_from(["Das gilt.", "§ 5 bleibt.", "Am 1. Mai endet es; ja.", "z. B."])))
def test_splitting_a_sentence_again_changes_nothing(parts: list[str]) -> None:
    for sentence in split(" ".join(parts)):
        assert split(sentence) == [sentence]


@pytest.mark.parametrize("piece", ["Abs. 1 ", "(„", "a. A ", ". ", "A.", "5. ", ";", "Buchst. a, "])
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    def seconds(count: int) -> float:
        text = piece * count
        start = perf_counter()
        split(text)
        return perf_counter() - start

    seconds(1000)
    small = min(seconds(2_000) for _ in range(3))
    assert seconds(20_000) < 60 * small + 0.5


def test_longest_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "MAX_TEXT", 10)
    with pytest.raises(SentenceError, match="longer than 10"):
        split("Es gilt nicht.")
