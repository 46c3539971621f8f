"""From facts to a letter that never changes again: rendered, sealed where that is due, stored."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.errors import InvalidData
from casework.cases.models import Case
from casework.decisions.models import Decision
from casework.notices import rendering, sealing
from casework.notices.models import Notice
from casework.notices.rendering import FactsError, LetterError, Rendered
from casework.process.models import Step


def freeze(
    facts: Mapping[str, Any],
    *,
    case: Case,
    step: Step | None,
    by: User | None,
    now: datetime,
    decision: Decision | None = None,
    ready: Rendered | None = None,
) -> Notice:
    """Make the letter of these facts and store it; call it inside the transaction of issuing.

    `ready` is a rendering made beforehand (casework.notices.rendering.pool); it is used if it is
    of exactly these facts. Raises InvalidData where the letter cannot be made, SealError (which is
    one) where it cannot be sealed.
    """
    with refusing():
        fits = ready is not None and ready.facts_sha256 == rendering.facts_sha256(facts)
        rendered = ready if ready is not None and fits else rendering.render(facts)
    if facts["signature"]["form"] == Decision.SignatureForm.SEAL:
        rendered = sealing.sealed(rendered, case.authority, at=now)
    return Notice.objects.create(
        case=case,
        step=step,
        decision=decision,
        kind=facts["kind"],
        number=facts["letter"]["notice_number"],
        subject=facts["letter"]["subject"],
        facts=facts,
        facts_sha256=rendered.facts_sha256,
        html=rendered.html,
        text=rendered.text,
        pdf=rendered.pdf,
        pdf_sha256=rendered.pdf_sha256,
        issued_at=now,
        issued_by=by,
    )


def draft_pdf(facts: Mapping[str, Any]) -> bytes:
    """The letter as a quick PDF marked as a draft. Raises InvalidData where it cannot be made."""
    with refusing():
        return rendering.render_pdf(rendering.render_html(facts, draft=True), facts, draft=True)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what stops a rendering into InvalidData, so that a person reads why."""
    try:
        yield
    except (FactsError, LetterError) as error:
        sentence = _("The letter cannot be made: %(problem)s.") % {"problem": error}
        raise InvalidData({"letter": sentence}) from error
