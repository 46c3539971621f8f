"""What holds for every text: exact offsets, no crash, stable writing, linear time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legal.citations import (
    MAX_CITATION,
    MAX_TEXT,
    Citation,
    CitationError,
    Step,
    find,
    format,
    parse,
)

# Pieces that citations are made of, in any order: far likelier to reach odd states than letters.
PIECES = """
    § §§ Art. Artikel Anlage Anhang 1 2 3a 12 97 613 a b aa f. ff. f ff I II IIa V X , und oder bis
    - – / ( ) Abs. Absatz Absätze Satz S. Sätze Nr. Nummer Buchst. lit. Halbsatz 1. 2. Alt. letzter
    erster i.V.m. i. V. m. iVm in Verbindung mit des der dieses Gesetzes VwVfG BGB SGB SGB-X 10
    Zehntes Zehnten Buch Buches Sozialgesetzbuch Verwaltungsverfahrensgesetzes Gesetz zur Regelung
    von Satzung über die Erhebung a.F. aF vom 21. Dezember 2000 BGBl. S. 1966 VO (EG) 883/2004
    Lebensmittel- Futtermittelgesetzbuchs Rn. SozR zu jeweils auch den dieser Vorschrift 1.07 EU
    Stadt Neustadt am Main Hundesteuersatzung Hamburgischen Monate . ; : „ “ " < > \u00ad \u200b
"""
JOINTS = st.sampled_from([" ", " ", " ", "", "\u00a0", "\n"])
LINES = st.lists(st.tuples(st.sampled_from(PIECES.split()), JOINTS).map("".join), max_size=40)
TEXTS = st.one_of(st.text(max_size=200), LINES.map("".join))


def one_of(words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words.split("|"))


def sometimes(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), strategy)


NUMBER = one_of("1|2|3|4|5|7|11|12a|30|100|433|613 a|1. ")
STEP = st.one_of(
    st.tuples(one_of("Abs. |Absatz |Satz |S. |Nr. |Nummer |Hs. |Ziff. "), NUMBER).map("".join),
    one_of("I|II 3|IVa 1|Buchst. a|lit. b) cc)|(1)|1. Halbsatz|letzter Halbsatz|f.|ff.|Alt. 2"),
)
STEPS_TEXT = st.lists(STEP, max_size=4, unique_by=lambda text: text[0].lower()).map(" ".join)
MEMBER = st.tuples(one_of("§ |§§ |Art. |Anlage ||||Abs. "), NUMBER, st.just(" "), STEPS_TEXT).map(
    "".join
)
LAW = one_of(
    "VwVfG|BGB a. F.|des Handelsgesetzbuchs|SGB 10|der Satzung der Stadt Au|dieses Gesetzes"
)
GROUP = st.tuples(MEMBER, st.just(" "), sometimes(LAW)).map("".join)
JOINT = one_of(", | und | oder | bis | i. V. m. |, auch i.V.m. | - | sowie den ")
CHAINS = st.lists(st.tuples(GROUP, JOINT).map("".join), min_size=1, max_size=4).map(
    lambda parts: "".join(parts).rstrip(" ,-").removesuffix(" und").removesuffix(" bis")
)
CONTEXTS = st.sampled_from(
    [None, Citation("28", "VwVfG", steps=(Step("absatz", "2"), Step("nummer", "3")))]
)


@given(TEXTS, CONTEXTS)
@settings(max_examples=200, deadline=None)
def test_offsets_are_exact_and_in_order(text: str, context: Citation | None) -> None:
    position = 0
    for found in find(text, context):
        assert position <= found.start < found.end
        assert text[found.start : found.end] == found.text
        assert found.targets
        position = found.end


@given(st.one_of(TEXTS, CHAINS, CHAINS), st.sampled_from(["long", "short", "roman"]))
@settings(max_examples=200, deadline=None)
def test_what_is_read_is_written_stably(text: str, style: str) -> None:
    citations = parse(text)
    once = format(citations, style)  # type: ignore[arg-type]
    assert format(parse(once), style) == once  # type: ignore[arg-type]
    assert parse(once) == citations


STEPS = st.lists(
    st.one_of(
        st.builds(
            Step, st.sampled_from(["satz", "nummer", "halbsatz"]), st.integers(1, 30).map(str)
        ),
        st.builds(Step, st.just("buchstabe"), st.sampled_from("abcdehk")),
    ),
    max_size=4,
    unique_by=lambda step: step.level,
)
CITATIONS = st.builds(
    Citation,
    norm=st.from_regex(r"[1-9][0-9]{0,3}[a-z]?", fullmatch=True),
    law=st.sampled_from(["VwVfG", "SGB X", "BauO NRW", "XYG", None, "Hamburgisches Pressegesetz"]),
    kind=st.sampled_from(["§", "Art.", "Anlage"]),
    steps=st.tuples(
        st.sampled_from([(), (Step("absatz", "2"),), (Step("absatz", "3a"),)]), STEPS
    ).map(lambda pair: (*pair[0], *pair[1])),
    following=st.sampled_from(["", "f.", "ff."]),
    edition=st.sampled_from(["", "a.F.", "n.F."]),
)


@given(CITATIONS, st.sampled_from(["long", "short", "roman"]), st.booleans())
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read_again(one: Citation, style: str, nbsp: bool) -> None:
    assert parse(format(one, style, nbsp=nbsp)) == (one,)  # type: ignore[arg-type]


HOSTILE = [
    "§ 1 Abs. 1, ",
    "§§ 1 bis 50, ",
    "Satz 1, Satz 2, ",
    "Satz 1 des ",
    "§ 5 der Verordnung über die Aufgaben und ",
    "§ ",
    "§§ 1, 2 BGB, 3, ",
    "Art. 1 des Gesetzes ( ",
    "Lebensmittel- und ",
    "1.1.1.",
    "9",
    "a-",
    "VO (EG) Nr. ",
    "§ 1 SGB IX - und ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length_only(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        begun = time.process_time()
        find(text, Citation("1", "BGB"))
        return time.process_time() - begun

    seconds(5_000)
    small, large = seconds(10_000), seconds(80_000)
    assert large < 8 * 4 * small + 0.2


def test_longer_texts_are_refused_with_the_reason() -> None:
    with pytest.raises(CitationError, match=str(MAX_TEXT)):
        find("§ 1 BGB, " * 1_200_000)
    assert parse("§ 1 BGB, " * MAX_CITATION) == ()


def test_listed_members_of_ranges_are_bounded() -> None:
    found = find("§§ 1 bis 50 BGB; " * 3_000)
    assert len(found) == 3_000
    assert sum(len(one.targets) for one in found) < 107_000
