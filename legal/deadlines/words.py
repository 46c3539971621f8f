"""German wording for dates, numbers and Länder, independent of any locale setting."""

from datetime import date

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
NUMBERS = (
    "null", "eins", "zwei", "drei", "vier", "fünf", "sechs",
    "sieben", "acht", "neun", "zehn", "elf", "zwölf",
)  # fmt: skip
ORDINALS = (
    "nullten", "ersten", "zweiten", "dritten", "vierten", "fünften", "sechsten",
    "siebten", "achten", "neunten", "zehnten", "elften", "zwölften",
)  # fmt: skip
LAENDER = {
    "BB": "Brandenburg",
    "BE": "Berlin",
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "HB": "Bremen",
    "HE": "Hessen",
    "HH": "Hamburg",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz",
    "SH": "Schleswig-Holstein",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
    "TH": "Thüringen",
}


def weekday(day: date) -> str:
    """'Samstag' for a Saturday."""
    return WEEKDAYS[day.weekday()]


def month(day: date) -> str:
    """'März 2026'."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def spell(day: date) -> str:
    """'Dienstag, 3. März 2026'."""
    return f"{weekday(day)}, {numbered(day)}"


def numbered(day: date) -> str:
    """'3. März 2026'."""
    return f"{day.day}. {month(day)}"


def of_day(day: date) -> str:
    """'3. März 2026 (Dienstag)': after 'mit Ablauf des'."""
    return f"{numbered(day)} ({weekday(day)})"


def number(count: int) -> str:
    """Up to twelve in letters, as German typography asks; figures beyond."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def ordinal(count: int) -> str:
    """'vierten' as in 'am vierten Tag'; figures beyond twelve ('14.')."""
    return ORDINALS[count] if 0 <= count < len(ORDINALS) else f"{count}."


def in_land(land: str) -> str:
    """'in Niedersachsen', 'im Saarland'."""
    return "im Saarland" if land == "SL" else f"in {LAENDER[land]}"


def enumerate_german(parts: list[str]) -> str:
    """'a, b und c'."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} und {parts[-1]}"
