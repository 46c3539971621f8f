"""When an administrative act counts as notified: the fictions, and what breaks them."""

from dataclasses import replace
from datetime import date

from legal.deadlines.fiction import Fiction, FictionSetting
from legal.deadlines.fictions import POST_REFORM, fiction_of
from legal.deadlines.holiday_calendar import Place, free_day, is_working_day, next_working_day
from legal.deadlines.laws import Regime, regime_of
from legal.deadlines.period import Period, last_day
from legal.deadlines.records import DeadlineError, Notification
from legal.deadlines.words import numbered, ordinal, spell

_OLD_VERSION = " in der bis 31. Dezember 2024 geltenden Fassung"


def notify(
    *,
    event: date,
    fiction: str = "post",
    regime: str = "vwvfg",
    place: Place,
    received: date | None = None,
    setting: FictionSetting | None = None,
    what: str = "das Ereignis",
) -> Notification:
    """The day of notification for an act posted, sent, provided or handed over on `event`.

    `fiction` is a key of `FICTIONS` or "none" (the event itself counts, named by `what`, as
    in "die Zustellung"). `received` is the proven day of actual receipt: a later one
    prevails, an earlier one is irrelevant (§ 41 II VwVfG, § 37 II SGB X, § 122 II AO,
    § 4 II VwZG); for a portal whose message cannot be proven it is the day of retrieval.
    `setting` replaces days and norm where a Land's own act differs. Letters posted shortly
    before 1 January 2025 are disputed under VwVfG, SGB X, VwZG and OZG: `on` then follows
    the law at posting, `disputed` the new one; for the AO the transition is settled.
    """
    law = regime_of(regime)
    if fiction == "none":
        if received is not None or setting is not None:
            raise DeadlineError("Ohne Fiktion zählt das Ereignis selbst; ein Zugang passt nicht.")
        return Notification(event, (f"Maßgebend ist {what} am {spell(event)}.",), ())
    rule = fiction_of(fiction, regime, event)
    facts = rule.event.format(day=spell(event))
    if received is not None and received < event:
        raise DeadlineError(f"Der Zugang am {spell(received)} läge vor dem {spell(event)}.")
    if received is not None and rule.receipt == "contested":
        return _retrieved(rule, law, facts, received)
    if setting is not None:
        own = replace(rule, norms={regime: setting.norm}, length=Period(setting.days, "d"))
        return _receipt(_fiction(own, own.length, law, event, place), own, law, received, facts)
    current = _fiction(rule, rule.length, law, event, place)
    if rule.earlier is None or event >= POST_REFORM:
        return _receipt(current, rule, law, received, facts)
    old = replace(rule, norms={law.key: f"{rule.norms[law.key]}{_OLD_VERSION}"})
    before = _before_reform(_fiction(old, rule.earlier, law, event, place), current, law, event)
    return _receipt(before, rule, law, received, facts)


def _fiction(rule: Fiction, length: Period, law: Regime, event: date, place: Place) -> Notification:
    """The fiction alone: nth day after the event, moved off a weekend only under the AO."""
    norm = rule.norms[law.key]
    on = last_day(event, length)
    if length.unit == "d":
        when = f"am {ordinal(length.count)} Tag danach" if length.count > 1 else "am Tag danach"
    else:
        when = f"{length.accusative()} danach"
    because = [f"{rule.subject} gilt {when} {rule.effect}, also am {spell(on)} ({norm})."]
    norms = [norm]
    if law.fiction_shifts and not is_working_day(on, place):
        moved = next_working_day(on, place)
        because.append(
            f"Der {numbered(on)} ist {free_day(on, place)}; im Abgabenrecht verschiebt sich die "
            f"Bekanntgabe auf den nächsten Werktag, {spell(moved)} "
            f"({law.counting.shift}; {law.fiction_case})."
        )
        norms.append(law.counting.shift)
        on = moved
    elif not law.fiction_shifts and length.count > 1 and not is_working_day(on, place):
        because.append(
            f"Der {numbered(on)} ist {free_day(on, place)}; das ändert nichts, die Fiktion "
            f"verschiebt sich nicht ({law.fiction_case})."
        )
    return Notification(on, tuple(because), tuple(norms))


def _before_reform(old: Notification, new: Notification, law: Regime, event: date) -> Notification:
    """An act sent before 1 January 2025: the old length, disputed where it ends after it."""
    if law.key == "ao":
        norm = "Art. 97 § 1 Abs. 15 EGAO"
        note = f"Der vierte Tag gilt erst für Bescheide ab dem {numbered(POST_REFORM)} ({norm})."
        return replace(old, because=(*old.because, note), norms=(*old.norms, norm))
    if old.on is None or new.on is None or old.on < POST_REFORM:
        return old
    disputed = (
        f"Streitig: {spell(event)}, liegt vor der Rechtsänderung zum {numbered(POST_REFORM)}, "
        "der Eintritt der Fiktion nicht mehr, und eine Übergangsregelung fehlt. Nach der neuen "
        f"Fassung wäre die Bekanntgabe am {spell(new.on)} ({new.norms[0]})."
    )
    return replace(old, because=(*old.because, disputed), disputed=new.on)


def _receipt(
    fiction: Notification, rule: Fiction, law: Regime, received: date | None, facts: str
) -> Notification:
    """Weigh the actual receipt against the fiction; put the facts first."""
    told = replace(fiction, because=(facts, *fiction.because))
    if received is None or told.on is None:
        return told
    if rule.receipt == "ignored":
        note = f"Auf den tatsächlichen Zugang am {spell(received)} kommt es nicht an"
        return replace(told, because=(*told.because, f"{note} ({rule.norms[law.key]})."))
    if received == told.on:
        note = f"Am {spell(received)}, ging er auch tatsächlich zu."
        return replace(told, because=(*told.because, note))
    if received < told.on:
        note = (
            f"Dass er schon am {spell(received)}, zuging, ist unbeachtlich: Der frühere "
            f"Zugang verkürzt die Fiktion nicht ({rule.norms[law.key]})."
        )
        return replace(told, because=(*told.because, note))
    note = (
        f"Tatsächlich ging er erst am {spell(received)}, zu; der spätere Zugang geht vor "
        f"({rule.receipt_norm(law.key)}). Im Zweifel muss die Behörde den "
        "Zugang und seinen Zeitpunkt nachweisen."
    )
    disputed = told.disputed if told.disputed and told.disputed > received else None
    norms = (*told.norms, rule.receipt_norm(law.key))
    because = (*told.because, note)
    return replace(told, on=received, disputed=disputed, because=because, norms=norms)


def _retrieved(rule: Fiction, law: Regime, facts: str, retrieved: date) -> Notification:
    """The recipient contests the message and it cannot be proven: the retrieval counts."""
    norm = rule.receipt_norm(law.key)
    because = (
        facts,
        "Der Zugang der Benachrichtigung ist bestritten und nicht nachgewiesen; der Bescheid "
        f"gilt deshalb am Tag des Abrufs als bekannt gegeben, am {spell(retrieved)} ({norm}).",
    )
    return Notification(retrieved, because, (norm,))
