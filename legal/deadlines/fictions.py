"""The fictions of notification as one table: event, norm, length and date of change."""

from datetime import date

from legal.deadlines.fiction import Fiction
from legal.deadlines.period import Period
from legal.deadlines.records import DeadlineError

POST_REFORM = date(2025, 1, 1)
"""From this day the third day became the fourth (postal law reform of 15 July 2024)."""

TAX_PORTAL_REFORM = date(2026, 1, 1)
"""From this day § 122a AO counts from the provision, no longer from the message about it."""


_THIRD, _FOURTH, _SEVENTH = Period(3, "d"), Period(4, "d"), Period(7, "d")
_POSTED = "Der Bescheid wurde am {day}, zur Post gegeben."
_SENT = "Der Bescheid wurde am {day}, elektronisch abgesandt."
_ALL = ("vwvfg", "sgbx", "ao")
_SERVED = "als zugestellt"
_LATER = {
    "vwvfg": "§ 41 Abs. 2 Satz 3 VwVfG",
    "sgbx": "§ 37 Abs. 2 Satz 3 SGB X",
    "ao": "§ 122 Abs. 2 AO",
}
_LATER_AGENT = {
    "vwvfg": "§ 15 Satz 3 VwVfG",
    "sgbx": "§ 14 Satz 3 SGB X",
    "ao": "§ 123 Satz 3 AO",
}

FICTIONS: dict[str, Fiction] = {
    "post": Fiction(
        _POSTED,
        {
            "vwvfg": "§ 41 Abs. 2 Satz 1 VwVfG",
            "sgbx": "§ 37 Abs. 2 Satz 1 SGB X",
            "ao": "§ 122 Abs. 2 Nr. 1 AO",
        },
        _FOURTH,
        _THIRD,
        receipt_norms=_LATER,
    ),
    "electronic": Fiction(
        _SENT,
        {
            "vwvfg": "§ 41 Abs. 2 Satz 2 VwVfG",
            "sgbx": "§ 37 Abs. 2 Satz 2 SGB X",
            "ao": "§ 122 Abs. 2a AO",
        },
        _FOURTH,
        _THIRD,
        receipt_norms=_LATER | {"ao": "§ 122 Abs. 2a AO"},
    ),
    "post-abroad": Fiction(
        "Der Bescheid wurde am {day}, in das Ausland zur Post gegeben.",
        {"vwvfg": "§ 71b Abs. 6 Satz 1 VwVfG", "ao": "§ 122 Abs. 2 Nr. 2 AO"},
        Period(1, "m"),
        receipt_norms=_LATER | {"vwvfg": "§ 71b Abs. 6 Satz 2, § 41 Abs. 2 Satz 3 VwVfG"},
    ),
    "registered": Fiction(
        "Der Bescheid wurde am {day}, als Übergabe-Einschreiben zur Post gegeben.",
        dict.fromkeys(_ALL, "§ 4 Abs. 2 Satz 2 VwZG"),
        _FOURTH,
        _THIRD,
        effect=_SERVED,
        receipt_norms=dict.fromkeys(_ALL, "§ 4 Abs. 2 Satz 2 und 3 VwZG"),
    ),
    "electronic-service": Fiction(
        _SENT,
        dict.fromkeys(_ALL, "§ 5 Abs. 7 Satz 2 VwZG"),
        _FOURTH,
        _THIRD,
        effect=_SERVED,
        receipt_norms=dict.fromkeys(_ALL, "§ 5 Abs. 7 Satz 3 VwZG"),
    ),
    "retrieval": Fiction(
        "Der Bescheid wurde am {day}, aus dem Portal abgerufen.",
        {"vwvfg": "§ 41 Abs. 2a Satz 3 VwVfG"},
        Period(1, "d"),
        receipt="ignored",
    ),
    "ozg": Fiction(
        "Der Bescheid wurde am {day}, im Postfach des Nutzerkontos zum Abruf bereitgestellt.",
        {"vwvfg": "§ 9 Abs. 1 Satz 4 OZG", "sgbx": "§ 9 Abs. 1 Satz 4 OZG"},
        _FOURTH,
        _THIRD,
        receipt="ignored",
    ),
    "sgbx-portal": Fiction(
        "Die Benachrichtigung, dass der Bescheid im Portal bereitsteht, wurde am {day}, abgesandt.",
        {"sgbx": "§ 37 Abs. 2a Satz 4 SGB X"},
        _FOURTH,
        _THIRD,
        receipt="contested",
        subject="Der Bescheid",
        receipt_norms={"sgbx": "§ 37 Abs. 2a Satz 6 SGB X"},
    ),
    "ao-portal": Fiction(
        "Der Bescheid wurde am {day}, zum Abruf bereitgestellt.",
        {"ao": "§ 122a Abs. 4 Satz 1 AO"},
        _FOURTH,
        receipt="ignored",
    ),
    "ao-portal-message": Fiction(
        "Die Benachrichtigung, dass der Bescheid zum Abruf bereitsteht, wurde am {day}, abgesandt.",
        {"ao": "§ 122a Abs. 4 Satz 1 AO a. F."},
        _FOURTH,
        _THIRD,
        receipt="contested",
        subject="Der Bescheid",
        receipt_norms={"ao": "§ 122a Abs. 4 Satz 3 AO a. F."},
    ),
    "public": Fiction(
        "Der verfügende Teil des Bescheids wurde am {day}, ortsüblich bekannt gemacht.",
        {
            "vwvfg": "§ 41 Abs. 4 Satz 3 VwVfG",
            "sgbx": "§ 37 Abs. 4 Satz 3 SGB X",
            "ao": "§ 122 Abs. 4 Satz 3 AO",
        },
        Period(2, "w"),
        receipt="ignored",
        subject="Der Bescheid",
    ),
    "public-service": Fiction(
        "Die Benachrichtigung über die öffentliche Zustellung wurde am {day}, bekannt gemacht.",
        dict.fromkeys(_ALL, "§ 10 Abs. 2 Satz 6 VwZG"),
        Period(2, "w"),
        receipt="ignored",
        effect=_SERVED,
        subject="Der Bescheid",
    ),
    "no-agent-post": Fiction(
        "Trotz Verlangens ist kein Empfangsbevollmächtigter im Inland benannt; "
        "das Schriftstück wurde am {day}, zur Post gegeben.",
        {"vwvfg": "§ 15 Satz 2 VwVfG", "sgbx": "§ 14 Satz 2 SGB X"},
        _SEVENTH,
        effect="als zugegangen",
        subject="Es",
        receipt_norms=_LATER_AGENT,
    ),
    "no-agent-electronic": Fiction(
        "Trotz Verlangens ist kein Empfangsbevollmächtigter im Inland benannt; "
        "das Dokument wurde am {day}, elektronisch abgesandt.",
        {"vwvfg": "§ 15 Satz 2 VwVfG", "sgbx": "§ 14 Satz 2 SGB X", "ao": "§ 123 Satz 2 AO"},
        _FOURTH,
        _THIRD,
        effect="als zugegangen",
        subject="Es",
        receipt_norms=_LATER_AGENT,
    ),
    "single-contact": Fiction(
        "Der Antrag ging am {day}, bei der einheitlichen Stelle ein.",
        {"vwvfg": "§ 71b Abs. 2 Satz 1 VwVfG"},
        _THIRD,
        receipt="ignored",
        effect="als bei der zuständigen Behörde eingegangen",
    ),
}
FICTION_KEYS = ("none", *FICTIONS)
_AO_AGENT_POST = Fiction(
    FICTIONS["no-agent-post"].event,
    {"ao": "§ 123 Satz 2 AO"},
    Period(1, "m"),
    receipt_norms=_LATER_AGENT,
    effect="als zugegangen",
    subject="Es",
)


def fiction_of(key: str, regime: str, event: date) -> Fiction:
    """The fiction that governs this way of notification under this regime on that day.

    The tax authorities' portal is § 122a AO also in the mailbox of the user account
    (§ 122a V AO). DeadlineError where the regime does not know the way.
    """
    if regime == "ao":
        if key in ("ozg", "ao-portal"):
            key = "ao-portal" if event >= TAX_PORTAL_REFORM else "ao-portal-message"
        if key == "no-agent-post":
            return _AO_AGENT_POST
    if key not in FICTIONS:
        raise DeadlineError(
            f"Die Bekanntgabe „{key}“ ist unbekannt. Möglich sind: {', '.join(FICTION_KEYS)}."
        )
    if regime not in FICTIONS[key].norms:
        raise DeadlineError(f"Die Bekanntgabe „{key}“ gibt es im Verfahrensrecht „{regime}“ nicht.")
    return FICTIONS[key]
