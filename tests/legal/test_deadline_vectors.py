"""The worked examples kept outside the repository: right dates and right reasons.

They are asked the way an outsider would ask them: through the command's JSON lines.
"""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from legal.management.commands.deadline import answer_lines

VECTORS = Path(__file__).parents[3] / "shared" / "law" / "deadline_vectors.csv"

REASONS = {
    "V01": ("vierten Tag", "7. März 2026 ist ein Samstag", "OVG Lüneburg", "§ 41 Abs. 2 Satz 1"),
    "V02": ("dritten Tag", "bis 31. Dezember 2024 geltenden Fassung"),
    "V04": ("Einen 31. Februar 2026 gibt es nicht", "§ 188 Abs. 3 BGB", "§ 31 Abs. 3 Satz 1 VwVfG"),
    "V05": ("Karfreitag", "4. April 2026 (Samstag)", "Sonntag", "Ostermontag"),
    "V07": ("Fronleichnam ist in Niedersachsen kein gesetzlicher Feiertag",),
    "V09": ("Mariä Himmelfahrt, in Bayern ein gesetzlicher Feiertag",),
    "V10": ("Mariä Himmelfahrt ist in Bayern nur in Gemeinden", "hier nicht"),
    "V13": ("Buß- und Bettag ist in Sachsen-Anhalt kein gesetzlicher Feiertag", "desselben Wochen"),
    "V14": ("gleichen Zahl wie der 30. September 2025", "nicht mit dem Monatsletzten"),
    "V15": ("Reformationstag, in Niedersachsen ein gesetzlicher Feiertag",),
    "V18": ("Heiligabend ist kein gesetzlicher Feiertag",),
    "V19": ("von einem Jahr", "Freitag, 15. Januar 2027"),
    "V22": ("zehnten Tages",),
    "V24": ("§ 37 Abs. 2a Satz 4 SGB X", "10. Mai 2026 ist ein Sonntag", "BSG, B 14 AS 12/09 R"),
    "V26": ("3. Mai 2026 ist ein Sonntag", "BFH, IX R 68/98", "§ 108 Abs. 3 AO", "Fronleichnam"),
    "V28": ("§ 4 Abs. 2 Satz 2 VwZG", "Einen 31. April 2026 gibt es nicht"),
    "V30": ("früherer Zugang|frühere Zugang", "unbeachtlich", "Sonntag"),
    "V32": ("8. Mai 2025",),
    "V34": ("Weltkindertag",),
    "V36": ("Dienstag, 2. Juni 2026",),
    "V37": ("streitig", "18. Mai 2026", "sicher ist der frühere"),
    "V39": ("von sechs Monaten",),
    "V41": ("dritten Tag", "21. Dezember 1997 ist ein Sonntag", "BFH, IX R 68/98"),
    "V43": ("13. Januar 2026, zählt nicht mit", "zehnten Tages"),
}


def vectors() -> list[dict[str, str]]:
    if not VECTORS.exists():
        return []
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def regime(row: dict[str, str]) -> str:
    if "AO" in row["norms"]:
        return "ao"
    return "sgbx" if "SGB X" in row["norms"] else "vwvfg"


def fiction(row: dict[str, str]) -> str:
    if row["fiction"] == "direct":
        return "none"
    if "IIa" in row["norms"]:
        return "sgbx-portal"
    return "registered" if "VwZG" in row["norms"] else "post"


def asked(row: dict[str, str]) -> dict[str, object]:
    return {
        "event": row["event_date"],
        "period": row["period"],
        "land": row["land"],
        "place": row["locality"],
        "regime": regime(row),
        "fiction": fiction(row),
        "no-shift": row["end_shifts"] == "0",
        "received": "2026-06-03" if row["id"] == "V30" else None,
    }


def told(row: dict[str, str]) -> dict[str, object]:
    target = StringIO()
    assert answer_lines([json.dumps(asked(row))], target) == 0, target.getvalue()
    result: dict[str, object] = json.loads(target.getvalue())
    return result


@pytest.mark.skipif(not VECTORS.exists(), reason="../shared/law/deadline_vectors.csv is missing")
@pytest.mark.parametrize("row", vectors(), ids=lambda row: row["id"])
def test_vector(row: dict[str, str]) -> None:
    result = told(row)
    disputed = row["status"].partition("alt=")[2] or None
    found = (result["due"], result["notified_on"], result["disputed"])
    assert found == (row["end"], row["reference_date"], disputed), row["why"]
    because = " ".join(result["because"])  # type: ignore[arg-type]
    reasons = REASONS.get(row["id"], ())
    assert [r for r in reasons if not any(part in because for part in r.split("|"))] == [], because
