"""Small laws in our own words, with the numbers of real norms, to ask the sixty questions of."""

from __future__ import annotations

from xml.sax.saxutils import escape

Norms = dict[str, tuple[str, str]]  # designation -> title, text

LAWS: dict[str, tuple[str, Norms]] = {
    "vwvfg": (
        "VwVfG",
        {
            "§ 4": ("Amtshilfe", "Behörden helfen einander, wenn eine darum ersucht."),
            "§ 21": ("Befangenheit", "Wer befangen sein könnte, sagt es der Leitung."),
            "§ 28": (
                "Anhörung",
                "Vor einem belastenden Verwaltungsakt kann sich äußern, wen er trifft. "
                "Die Anhörung entfällt bei Gefahr im Verzug.",
            ),
            "§ 29": ("Akteneinsicht", "Wer beteiligt ist, darf die Akten einsehen."),
            "§ 31": ("Fristen", "Wie Fristen zu berechnen sind, sagt das bürgerliche Recht."),
            "§ 32": ("Wiedereinsetzung", "Wer ohne Schuld eine Frist versäumt, wird so gestellt."),
            "§ 36": ("Nebenbestimmungen", "Auflage, Bedingung und Befristung sind möglich."),
            "§ 39": ("Begründung", "Ein schriftlicher Verwaltungsakt wird begründet."),
            "§ 40": ("Ermessen", "Ermessen richtet sich nach dem Zweck der Ermächtigung."),
            "§ 41": (
                "Bekanntgabe",
                "Mit einfachem Brief durch die Post gilt der Verwaltungsakt nach einigen Tagen "
                "als bekannt gegeben.",
            ),
            "§ 42": ("Offenbare Unrichtigkeit", "Was verschrieben ist, darf berichtigt werden."),
            "§ 48": (
                "Rücknahme eines rechtswidrigen Verwaltungsakts",
                "Auch ein begünstigender Verwaltungsakt kann zurückgenommen werden.",
            ),
            "§ 49": ("Widerruf eines rechtmäßigen Verwaltungsakts", "Für die Zukunft."),
        },
    ),
    "vwgo": (
        "VwGO",
        {
            "§ 58": ("", "Fehlt die Rechtsbehelfsbelehrung, so gilt eine Jahresfrist."),
            "§ 70": ("", "Der Widerspruch ist binnen eines Monats zu erheben."),
            "§ 75": ("", "Entscheidet die Behörde nicht, ist die Klage zulässig."),
        },
    ),
    "vwzg_2005": (
        "VwZG",
        {
            "§ 3": ("Zustellung mit Zustellungsurkunde", "Die Post beurkundet sie."),
            "§ 4": ("Zustellung durch Einschreiben", "Mit Übergabe oder mit Rückschein."),
        },
    ),
    "bmg": (
        "BMG",
        {
            "§ 17": ("Anmeldung", "Wer eine Wohnung bezieht, meldet sich an."),
            "§ 19": ("Mitwirkung des Wohnungsgebers", "Er bestätigt den Einzug in die Wohnung."),
            "§ 51": ("Auskunftssperren", "Eine Auskunft aus dem Melderegister unterbleibt dann."),
        },
    ),
    "gewo": (
        "GewO",
        {
            "§ 14": ("Anzeige", "Wer ein Gewerbe beginnt, zeigt es an; so meldet man es an."),
            "§ 35": ("Gewerbeuntersagung wegen Unzuverlässigkeit", "Das Gewerbe ist zu verbieten."),
            "§ 55": ("Reisegewerbekarte", "Wer im Reisegewerbe arbeitet, braucht sie."),
        },
    ),
    "wogg": (
        "WoGG",
        {
            "§ 7": ("Ausschluss vom Wohngeld", "Wer andere Leistungen erhält, bekommt keines."),
            "§ 19": ("Höhe des Wohngeldes", "Sie folgt aus einer Formel."),
        },
    ),
    "zzg": (  # all the words, in a law that nobody asks for
        "ZzG",
        {
            "§ 1": ("Verfahren", "Anhörung, Akteneinsicht, Frist, Bescheid, Widerspruch, Brief."),
            "§ 2": (
                "Übriges",
                "Gewerbe, Wohnung, Wohngeld, Post, Zustellung, Ermessen.",
            ),
            "§ 3": ("Akten", "Akteneinsicht wird im Bescheid begründet; Fristen sind zu wahren."),
        },
    ),
}


def xml_of(slug: str) -> bytes:
    """One of the laws in the portal's form."""
    name, norms = LAWS[slug]
    head = f'<norm builddate="1" doknr="H"><metadaten><jurabk>{name}</jurabk></metadaten></norm>'
    rest = "".join(
        f'<norm builddate="1" doknr="N{number}"><metadaten><jurabk>{name}</jurabk>'
        f"<enbez>{enbez}</enbez><titel>{escape(title)}</titel></metadaten>"
        f"<textdaten><text><Content><P>(1) {escape(text)}</P></Content></text></textdaten></norm>"
        for number, (enbez, (title, text)) in enumerate(norms.items())
    )
    return f'<dokumente builddate="1" doknr="X">{head}{rest}</dokumente>'.encode()
