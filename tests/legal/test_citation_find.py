"""Citations in running text: where they start and end, what they mean, and what is none."""

import pytest

from legal.citations import Citation, Step, find, format

VWVFG_28 = Citation("28", "VwVfG", steps=(Step("absatz", "2"), Step("nummer", "3")))


def texts(text: str, context: Citation | None = None) -> list[str]:
    return [found.text for found in find(text, context)]


def meanings(text: str, context: Citation | None = None) -> list[str]:
    return [format(found.targets) for found in find(text, context)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gegen § 39 SGB X. Der Kläger", ["§ 39 SGB X"]),
        ("(§ 28 Abs. 2 Nr. 3 VwVfG)", ["§ 28 Abs. 2 Nr. 3 VwVfG"]),
        ("(vgl. § 5 Nr. 2 Buchst. a) gilt", ["§ 5 Nr. 2 Buchst. a"]),
        ("(§ 5 Nr. 2 Buchst. a) und § 6 BGB", ["§ 5 Nr. 2 Buchst. a", "§ 6 BGB"]),
        ("§ 5 Nr. 2 Buchst. a) und b) BGB", ["§ 5 Nr. 2 Buchst. a) und b) BGB"]),
        ("§ 91 Abs. 1 WDO i. V. m. § 327 StPO", ["§ 91 Abs. 1 WDO", "§ 327 StPO"]),
        ("nach § 5 und 3 Monate später", ["§ 5"]),
        ("nach § 5 Abs. 1, 2. die Bekanntmachung", ["§ 5 Abs. 1"]),
        ("nach § 5, 1. Januar 2024", ["§ 5"]),
        ("nach § 5 der Antragsteller selbst", ["§ 5"]),
        ("§ 5 der Verordnung", ["§ 5"]),
        ("§ 5 der Gewerbeordnung für die Zulassung", ["§ 5 der Gewerbeordnung"]),
        ("§ 14 TzBfG vom 21. Dezember 2000 (BGBl. I S. 1966) gilt", None),
        ("§ 1 des Gesetzes zur Regelung des Vollzuges gilt", None),
        ("§ 5 Abs. 1 des am 1. Januar 2006 geltenden Gesetzes über das Erbbaurecht gilt", None),
        ("Art. 5 der Delegierten Verordnung (EU) 2015/2446 gilt", None),
        ("§ 28 Abs. 2 Nr. 3\nVwVfG gilt", ["§ 28 Abs. 2 Nr. 3\nVwVfG"]),
        ("Satz 1 des § 41 Abs. 2 VwVfG gilt", ["Satz 1 des § 41 Abs. 2 VwVfG"]),
        ("nach Anlage 2 zum UStG", ["Anlage 2 zum UStG"]),
    ],
)
def test_span(text: str, expected: list[str] | None) -> None:
    """None: everything up to the word "gilt"."""
    assert texts(text) == (expected or [text.removesuffix(" gilt")])


@pytest.mark.parametrize(
    "text",
    [
        "BSG SozR 4-2500 § 27 Nr. 5",
        "Buchholz 310 § 53 VwGO Nr. 6",
        "BGHR StGB § 57 Abs. 1 Erprobung 2",
        "Schmidt, EStG, 36. Aufl., § 85 Rz 2",
        "Dürig, GG, Art. 25 Rn. 90",
        "EGMR, Urteil vom 27. März 2007, Nr. 6615/03, § 22",
        "§ 7 Abs. 2 TV AKS 2012",
        "§ 10 Abs. 2 der Prüfvereinbarung",
        "§ 7 Abs. 1 des Arbeitsvertrags",
        "§ 5 unserer Allgemeinen Geschäftsbedingungen",
        "§ 2 DRK-RTV",
        "Anlage 1 zu diesem Bescheid",
        "in dieser Art 3 Fälle",
        "Absatz 2 gilt entsprechend.",
        "Nr. 5 der Tagesordnung",
    ],
)
def test_no_citation_of_law(text: str) -> None:
    assert texts(text) == []


def test_the_tariff_act_is_no_tariff() -> None:
    assert texts("§ 3 Abs. 1 TVG") == ["§ 3 Abs. 1 TVG"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("§ 41 gilt", ["§ 41 VwVfG"]),
        ("die §§ 17 und 18 dieses Gesetzes", ["§§ 17 und 18 VwVfG"]),
        ("Absatz 1 gilt", ["§ 28 Abs. 1 VwVfG"]),
        ("Satz 1 gilt", ["§ 28 Abs. 2 Satz 1 VwVfG"]),
        ("Nummer 1 gilt", ["§ 28 Abs. 2 Nr. 1 VwVfG"]),
        ("Buchstabe b gilt", ["§ 28 Abs. 2 Nr. 3 Buchst. b VwVfG"]),
        ("Absatz 3 Satz 1 und 2 gelten", ["§ 28 Abs. 3 Satz 1 und 2 VwVfG"]),
        ("die Sätze 2 bis 4 gelten", ["§ 28 Abs. 2 Satz 2 bis 4 VwVfG"]),
        ("Satz 1 des Absatzes 3 gilt", ["§ 28 Abs. 3 Satz 1 VwVfG"]),
        ("Absatz 2 des § 41 gilt", ["§ 41 Abs. 2 VwVfG"]),
        ("nach dieser Vorschrift", ["§ 28 VwVfG"]),
        ("§ 5 der Abgabenordnung", ["§ 5 AO"]),
        ("§ 5 des Gesetzes", ["§ 5"]),
        ("§ 5 des Artikel 10-Gesetzes", ["§ 5 G 10"]),
        ("nach dem Artikel 10-Gesetz", []),
        ("(BGBl. 2023 I Nr. 199, S. 109)", []),
        ("Verordnung (EU) Nr. 1307/2013", []),
        ("Verordnung (EG) Nr. 5 gilt", []),
        ("Artikel K.3 Absatz 2 des Vertrags", []),
    ],
)
def test_inside_a_norm(text: str, expected: list[str]) -> None:
    assert meanings(text, VWVFG_28) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(2) Absatz 1 gilt nicht.", ["§ 28 Abs. 1 VwVfG"]),
        ("(2a) Die Absätze 1 und 2 gelten.", ["§ 28 Abs. 1 und 2 VwVfG"]),
        ("(3) Absatz 1 Satz 1 und Absatz 2 gelten.", ["§ 28 Abs. 1 Satz 1, Abs. 2 VwVfG"]),
        ("(2) Satz 1 gilt nicht.", ["§ 28 Abs. 2 Satz 1 VwVfG"]),
        ("(2) Nummer 1 gilt nicht.", ["§ 28 Abs. 2 Nr. 1 VwVfG"]),
        ("(2) § 5 gilt nicht.", ["§ 5 VwVfG"]),
        ("a) Absatz 1 gilt,\naa) Satz 2 gilt", ["§ 28 Abs. 1 VwVfG", "§ 28 Abs. 2 Satz 2 VwVfG"]),
        ("1. Absatz 1 gilt", ["§ 28 Abs. 1 VwVfG"]),
        ("(2) 1Absatz 1 gilt. 2Satz 1 auch.", ["§ 28 Abs. 1 VwVfG", "§ 28 Abs. 2 Satz 1 VwVfG"]),
    ],
)
def test_behind_the_number_of_its_own_part(text: str, expected: list[str]) -> None:
    assert meanings(text, VWVFG_28) == expected


def test_by_laws_keep_their_name() -> None:
    (found,) = find("nach § 3 der Hundesteuersatzung (HStS) der Stadt")
    assert found.targets[0].law == "HStS"
    (found,) = find("nach § 5 der Satzung über die Erhebung der Hundesteuer vom 3. Mai 2020")
    assert found.targets[0].law == "Satzung über die Erhebung der Hundesteuer"


def test_a_range_is_listed_and_keeps_its_end() -> None:
    (found,) = find("§§ 17 bis 20 BauGB")
    assert [target.norm for target in found.targets] == ["17", "18", "19", "20"]
    assert [target.until for target in found.targets] == ["20", None, None, None]


def test_a_long_range_is_start_and_end() -> None:
    (found,) = find("§§ 1 bis 2385 BGB")
    assert [(target.norm, target.until) for target in found.targets] == [
        ("1", "2385"),
        ("2385", None),
    ]
