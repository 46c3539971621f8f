"""Frozen facts in, finished letter out: HTML, plain text and PDF. Pure, offline, reproducible."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from casework.notices.facts import FactsError, check
from casework.notices.rendering.document import ForbiddenResource, write_draft, write_final
from casework.notices.rendering.embed import facts_sha256
from casework.notices.rendering.engine import LetterError, fill
from casework.notices.rendering.layout import LayoutError
from casework.notices.rendering.payment import PaymentError
from casework.notices.rendering.text import text_of

__all__ = [
    "TEMPLATES",
    "FactsError",
    "LetterError",
    "Rendered",
    "facts_sha256",
    "render",
    "render_html",
    "render_pdf",
    "render_text",
]

# The letter template of each kind of letter; packages name their own, which extend these.
TEMPLATES = MappingProxyType(
    {
        "decision": "letters/decision.html",
        "document_request": "letters/document_request.html",
        "hearing": "letters/hearing.html",
        "acknowledgement": "letters/acknowledgement.html",
        "consultation": "letters/consultation.html",
        "interim": "letters/interim.html",
        "referral": "letters/referral.html",
        "certificate": "letters/certificate.html",
    }
)
_NO_TEMPLATES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Rendered:
    """A letter in its three forms with the SHA-256 (hex) of its facts and of its PDF."""

    html: str
    text: str
    pdf: bytes
    facts_sha256: str
    pdf_sha256: str


def render(
    facts: Mapping[str, Any],
    template: str | None = None,
    package_templates: Mapping[str, str] = _NO_TEMPLATES,
    draft: bool = False,
) -> Rendered:
    """Return the letter the facts describe; ``template`` defaults to the one for their kind.

    Raises FactsError where the facts are not complete and right, LetterError where the template
    cannot be filled.
    """
    html = render_html(facts, template, package_templates, draft)
    pdf = render_pdf(html, facts, draft)
    return Rendered(
        html=html,
        text=text_of(html),
        pdf=pdf,
        facts_sha256=facts_sha256(facts),
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
    )


def render_html(
    facts: Mapping[str, Any],
    template: str | None = None,
    package_templates: Mapping[str, str] = _NO_TEMPLATES,
    draft: bool = False,
) -> str:
    """Return the letter as one HTML page; its style and fonts are ``letters:`` addresses.

    ``package_templates`` maps names to template sources of a service package, which may extend
    ``letters/decision.html`` and the like. A draft is marked as one. Errors as in ``render``.
    """
    problems = check(facts)
    if problems:
        raise FactsError(problems)
    name = template or TEMPLATES[facts["kind"]]
    return fill(name, facts, package_templates, draft)


def render_text(html: str) -> str:
    """Return the plain text of a rendered letter, for search and for the archive."""
    return text_of(html)


def render_pdf(html: str, facts: Mapping[str, Any], draft: bool = False) -> bytes:
    """Return the PDF of a letter: PDF/A-3a and PDF/UA-1 with embedded facts, or a quick draft.

    Raises LetterError where a template asks for a file that is not the letters' own, where the
    address does not fit its field, or where a character is not in the letters' font (which holds
    all of DIN 91379).
    """
    try:
        return write_draft(html, facts) if draft else write_final(html, facts)
    except (ForbiddenResource, LayoutError, PaymentError) as error:
        raise LetterError(str(error)) from error
