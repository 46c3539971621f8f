"""The sheets that are printed with letters: a batch's list, an order for service, a new address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from weasyprint import HTML

from casework.delivery.models import Delivery, PostBatch
from casework.notices.rendering.document import SCHEME, OurFilesOnly

Form = Delivery.ServiceForm
ORDERS = {
    Form.RECORD: (
        "Angaben für den Zustellungsauftrag",
        "Postzustellungsauftrag mit Zustellungsurkunde nach § 3 VwZG.",
        "Bitte in die Vordrucke der Zustellungsvordruckverordnung übertragen: Zustellungsauftrag, "
        "innerer Umschlag und vorbereitete Zustellungsurkunde. Das Schriftstück kommt in den "
        "verschlossenen inneren Umschlag. Die Zustellungsurkunde nach ihrer Rückkehr im Programm "
        "eintragen; ihr Datum setzt die Frist in Lauf.",
    ),
    Form.REGISTERED: (
        "Angaben für das Einschreiben durch Übergabe",
        "Zustellung durch die Post mittels Einschreiben durch Übergabe nach § 4 VwZG.",
        "Kein Einwurf-Einschreiben. Den Tag der Aufgabe zur Post im Programm eintragen: § 4 "
        "Abs. 2 Satz 4 VwZG verlangt ihn in den Akten, und die Zustellung gilt am vierten Tag "
        "danach als bewirkt.",
    ),
    Form.RETURN_RECEIPT: (
        "Angaben für das Einschreiben mit Rückschein",
        "Zustellung durch die Post mittels Einschreiben mit Rückschein nach § 4 VwZG.",
        "Zum Nachweis genügt der Rückschein. Sein Datum nach der Rückkehr im Programm eintragen.",
    ),
    Form.ACKNOWLEDGEMENT: (
        "Angaben für die Zustellung gegen Empfangsbekenntnis",
        "Zustellung durch die Behörde gegen Empfangsbekenntnis nach § 5 VwZG.",
        "Dem Empfänger aushändigen; er unterschreibt das mit dem Datum versehene "
        "Empfangsbekenntnis. An die in § 5 Abs. 4 VwZG genannten Stellen und Berufe auch auf "
        "andere Weise.",
    ),
}


@dataclass(frozen=True)
class Row:
    """A letter of a batch as its list shows it."""

    number: str
    lines: Sequence[str]
    what: str
    pages: int


def cover(batch: PostBatch, rows: Sequence[Row]) -> bytes:
    """The list of a batch, with room for the day of posting and a signature."""
    return _pdf(
        "delivery/cover.html",
        {
            "batch": batch,
            "authority": batch.unit.authority,
            "formal": batch.kind == PostBatch.Kind.FORMAL,
            "rows": rows,
            "pages": sum(row.pages for row in rows),
            "made_on": timezone.localtime(batch.made_at),
        },
    )


def way_of(delivery: Delivery) -> str:
    """The form of formal service in German; empty for another way."""
    return ORDERS[Form(delivery.service_form)][1] if delivery.service_form else ""


def order(delivery: Delivery) -> bytes:
    """What has to be written on the forms of formal service."""
    heading, lead, note = ORDERS[Form(delivery.service_form)]
    case = delivery.case
    return _pdf(
        "delivery/order.html",
        {
            **_letter(delivery),
            "heading": heading,
            "lead": lead,
            "note": note,
            "authority": case.authority,
            "unit": case.unit,
            "street": case.unit.street or case.authority.street,
            "subject": delivery.notice.subject,
        },
    )


def address(delivery: Delivery) -> bytes:
    """A sheet with the new address for the window of the envelope; the letter stays as it is."""
    authority = delivery.case.authority
    sender = f"{authority.name}, {authority.street}, {authority.postal_code} {authority.city}"
    return _pdf("delivery/address.html", {**_letter(delivery), "return_line": sender})


def _letter(delivery: Delivery) -> dict[str, Any]:
    return {
        "number": delivery.notice.number,
        "lines": delivery.lines,
        "issued_on": timezone.localdate(delivery.notice.issued_at),
    }


def _pdf(template: str, context: Mapping[str, Any]) -> bytes:
    html = render_to_string(template, dict(context))
    pdf: bytes = HTML(string=html, url_fetcher=OurFilesOnly({}), base_url=SCHEME).write_pdf()
    return pdf
