"""Reading a law file: its head, its norms, their text and structure."""

import pytest

from legal.gii import Node, read_law
from legal.gii.conservation import losses
from tests.legal.laws import DRAGONS, body_of, dragons, shared, small_law


def kinds(key: str, *wanted: str) -> list[tuple[str, str]]:
    body = body_of(key)
    return [(n.kind, body.text[n.start : n.end]) for n in body.walk() if n.kind in wanted]


def test_head_of_the_law() -> None:
    law = dragons()
    assert law.names == ("DrachG 2026",)
    assert (law.official_short, law.short_title) == ("DrachG", "Drachengesetz")
    assert law.long_title == "Gesetz über das Halten von Drachen"
    assert law.issued_on == "2026-01-01"
    assert law.gazettes == (("BGBl I", "2026, Nr. 9999"),)
    assert law.stand[0] == ("Stand", "zuletzt geändert durch Art. 7 G v. 1.1.2026 I Nr. 9999")
    assert law.norms[0].title_footnotes == ("F1",)


def test_every_norm_node_has_a_key_of_its_own() -> None:
    keys = [norm.key for norm in dragons().norms]
    assert keys == [
        *("head", "teil-1", "1", "1a", "teil-2", "teil-2_abschnitt-1", "2", "anlage-1"),
        *("art-9", "art-9_1"),
    ]


def test_outline_is_the_path_down_to_the_norm() -> None:
    second = next(norm for norm in dragons().norms if norm.key == "2")
    assert [unit.label for unit in second.outline] == ["Teil 2", "Abschnitt 1"]
    assert second.title == "Futter und Wasser"


def test_same_designation_in_two_parts_gets_the_part_into_the_key() -> None:
    assert [norm.key for norm in dragons().norms if norm.enbez == "§ 1"] == ["1", "art-9_1"]


def test_same_designation_without_parts_is_counted() -> None:
    law = read_law(small_law({"§ 1": "<P>a</P>", "§  1": "<P>b</P>"}), "testg")
    assert [norm.key for norm in law.norms] == ["head", "1", "1~2"]


def test_text_is_one_string_with_a_line_for_each_block() -> None:
    assert body_of("1").text.split("\n") == [
        "(1) Drachen sind feuerspeiende Tiere, die vor dem 1. Januar 2020 geschlüpft sind. "
        "Sie gelten nicht als Vögel; § 7 bleibt unberührt.",
        "(2) Keine Drachen sind",
        "1. Papierdrachen,",
        "2. Echsen, die",
        "a) kein Feuer speien,",
        "b) Feuer speien, aber",
        "aa) nur im Schlaf oder",
        "bb) nur auf Antrag. Der Antrag ist schriftlich zu stellen.",
        "soweit die Behörde nichts anderes bestimmt. Die Bestimmung ist zu veröffentlichen.",
        "Unberührt bleibt das Recht der Länder.",
    ]


def test_paragraphs_carry_their_number_and_lists_their_labels() -> None:
    paragraphs = [node for node in body_of("1").nodes if node.kind == "p"]
    assert [node.attr("n") for node in paragraphs] == ["1", "2", ""]
    assert [text for _, text in kinds("1", "label")] == ["1.", "2.", "a)", "b)", "aa)", "bb)"]


def test_sentence_numbers_are_no_text_and_exponents_are() -> None:
    body = body_of("2")
    assert body.text.startswith("(1) Der Halter füttert mit Kohle. Torf ist verboten. Auf 10 m2 St")
    numbers = [(n.attr("n"), body.text[n.start :][:4]) for n in body.walk() if n.kind == "sentence"]
    assert numbers == [("1", "Der "), ("2", "Torf"), ("3", "Auf ")]
    assert ("sup", "2") in kinds("2", "sup")


def test_unknown_elements_keep_their_text() -> None:
    assert kinds("2", "unknown") == [("unknown", "!")]


def test_tables_keep_merged_cells_and_their_head() -> None:
    body = body_of("anlage-1")
    rows = [node for node in body.walk() if node.kind == "row"]
    assert [row.attr("head") for row in rows] == ["1", "1", ""]
    assert [cell.attrs for cell in rows[0].children] == [{"rs": "2"}, {"cs": "2"}]
    assert "Rationen\nAlter\tKohle\nSommer\tWinter\n1 Jahr\t5 kg\t7 kg\nje Tag" in body.text


def test_preformatted_notes_keep_their_spaces() -> None:
    notes = dragons().norms[0].notes
    assert "1.1.2026 +++)\n(+++   drei Leerzeichen" in notes.text


def test_nothing_is_lost() -> None:
    assert losses(DRAGONS, dragons()) == []


def test_the_check_for_losses_notices_one() -> None:
    assert losses(DRAGONS.replace(b"Papierdrachen", b"Papierdraken"), dragons())
    assert losses(DRAGONS.replace(b">Begriffe<", b">Begriff X<"), dragons())


def test_tree_survives_json() -> None:
    for node in body_of("anlage-1").nodes:
        as_json = [node.kind, node.start, node.end, [list(c) for c in node.children], node.attrs]
        assert Node.from_json(as_json) == node


def offsets_fit(nodes: tuple[Node, ...], start: int, end: int) -> None:
    """Children lie inside their parent, in order and without overlap."""
    at = start
    for node in nodes:
        assert at <= node.start <= node.end <= end
        offsets_fit(node.children, node.start, node.end)
        at = node.end


@pytest.mark.parametrize("state", ["current", "earlier"])
def test_real_laws_are_read_whole(state: str) -> None:
    paths = sorted(shared(state).glob("*.xml"))
    assert len(paths) == 53
    for path in paths:
        data = path.read_bytes()
        law = read_law(data, path.stem)
        assert losses(data, law) == [], path.stem
        assert len({norm.key for norm in law.norms}) == len(law.norms), path.stem
        for norm in law.norms if state == "current" else ():
            offsets_fit(norm.body.nodes, 0, len(norm.body.text))
