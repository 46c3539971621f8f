"""The whole way once: a string to structure, a text to offsets, a structure to a string."""

from legal.citations import Citation, Step, find, format, parse


def test_one_citation_has_its_parts() -> None:
    (citation,) = parse("§ 28 Abs. 2 Nr. 3 VwVfG")
    steps = (Step("absatz", "2"), Step("nummer", "3"))
    assert citation == Citation("28", "VwVfG", steps=steps)
    assert (citation.absatz, citation.satz, citation.nummer) == ("2", None, "3")


def test_the_law_binds_to_every_member_before_it() -> None:
    citations = parse("§§ 167 Abs. 2 VwGO, 708 Nr. 11, 711 ZPO")
    assert [(c.law, c.norm) for c in citations] == [
        ("VwGO", "167"),
        ("ZPO", "708"),
        ("ZPO", "711"),
    ]


def test_offsets_are_exact() -> None:
    text = "Nach § 41 Abs. 2 VwVfG gilt anderes als nach Art. 3 Abs. 1 GG, meint die Behörde."
    found = find(text)
    assert [f.text for f in found] == ["§ 41 Abs. 2 VwVfG", "Art. 3 Abs. 1 GG"]
    assert all(text[f.start : f.end] == f.text for f in found)


def test_three_styles() -> None:
    (citation,) = parse("§ 41 IIa 3 VwVfG")
    assert format(citation) == "§ 41 Abs. 2a Satz 3 VwVfG"
    assert format(citation, "long") == "§ 41 Absatz 2a Satz 3 VwVfG"
    assert format(citation, "roman") == "§ 41 IIa 3 VwVfG"
    assert format(citation, nbsp=True) == "§\u00a041\u00a0Abs.\u00a02a\u00a0Satz\u00a03\u00a0VwVfG"
