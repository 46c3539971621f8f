"""Levels of a norm: their words, their order, and Roman numbers."""

import re

# level -> (rank, words without dots); the rank says what contains what where a text leaves it open
_WORDS = {
    "teil": (0, "Teil Teiles Teile"),
    "abschnitt": (0, "Abschnitt Abschnitts Abschnitte Abschn"),
    "unterabschnitt": (0, "Unterabschnitt Unterabschnitts Unterabschnitte Unterabschn"),
    "sachgebiet": (0, "Sachgebiet Sachg"),
    "kapitel": (0, "Kapitel Kap"),
    "tabelle": (0, "Tabelle Tab"),
    "absatz": (1, "Absatz Absatzes Absätze Absätzen Abs"),
    "unterabsatz": (
        2,
        "Unterabsatz Unterabsatzes Unterabsätze Unterabsätzen Unterabs UAbs Uabs UA",
    ),
    "satz": (3, "Satz Satzes Sätze Sätzen S"),
    "halbsatz": (
        4,
        "Halbsatz Halbsatzes Halbsätze Halbsätzen Halbs Hs HS Hsatz Hbs Teilsatz Teils",
    ),
    "satzteil": (4, "Satzteil Satzteils"),
    "nummer": (5, "Nummer Nummern Nr Nrn Nrs Ziffer Ziffern Ziff Zif Z"),
    "buchstabe": (6, "Buchstabe Buchstaben Buchst Bst lit Lit litera Litera Buchstabens"),
    "doppelbuchstabe": (
        7,
        "Doppelbuchstabe Doppelbuchstaben Doppelbuchst Doppelbst Dbuchst DBuchst",
    ),
    "dreifachbuchstabe": (8, "Dreifachbuchstabe Dreifachbuchstaben Dreifachbuchst"),
    "spiegelstrich": (9, "Spiegelstrich Spiegelstriche Spiegelstr Spstr Gedankenstrich Tiret"),
    "alternative": (9, "Alternative Alternativen Alt"),
    "variante": (9, "Variante Varianten Var"),
    "fall": (9, "Fall Fälle Fallgruppe"),
    "spalte": (9, "Spalte Spalten Sp"),
    "zeile": (9, "Zeile Zeilen"),
}
RANK = {level: rank for level, (rank, _) in _WORDS.items()}
LEVEL_OF = {word: level for level, (_, words) in _WORDS.items() for word in words.split()}
ORDINALS = {
    stem + ending: value
    for value, stem in (
        ("1", "erst"),
        ("2", "zweit"),
        ("3", "dritt"),
        ("4", "viert"),
        ("5", "fünft"),
        ("6", "sechst"),
        ("letzter", "letzt"),
    )
    for ending in ("er", "en", "e", "es", "em")
}
_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})([a-z]?)")


def roman(text: str) -> str | None:
    """ "II" -> "2", "IIa" -> "2a"; None for anything that is no Roman number up to 39."""
    match = _ROMAN.fullmatch(text)
    if not match or not (match[1] or match[2]):
        return None
    return f"{10 * len(match[1]) + _UNITS.index(match[2])}{match[3]}"


def to_roman(value: str) -> str | None:
    """ "2a" -> "IIa"; None above 39 or for what is no number."""
    match = re.fullmatch(r"([1-9]|[123][0-9])([a-h]?)", value)
    if not match:
        return None
    tens, unit = divmod(int(match[1]), 10)
    return "X" * tens + _UNITS[unit] + match[2]
