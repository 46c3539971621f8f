"""The fields of the decision editor: from the draft into the form, and back as they were typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from casework.cases.errors import InvalidData
from casework.decisions.clauses import Clause
from casework.decisions.content import Content
from casework.decisions.discretion import ASPECTS, QUESTIONS, Consideration
from casework.decisions.models import Decision
from casework.decisions.origin import targets
from casework.desk.requests import read_id
from casework.notices.languages import LANGUAGES

TEXTS = (
    *("operative_part", "reasons", "answer_treatment", "discretion_norm"),
    *("hearing_exception", "hearing_reason", "fee_basis", "channel", "signature_form"),
    *("plain_text", "translation_language", "translation"),
)
AMOUNTS = ("fee_amount", "value")
FIELDS = (*TEXTS, *AMOUNTS, "target")
ASPECT = "consideration_"


@dataclass(frozen=True)
class AspectField:
    """The field for one aspect of the discretion, with the question it asks."""

    name: str
    label: str
    question: str
    text: str


def shown(decision: Decision) -> dict[str, str]:
    """The draft's fields as texts for their inputs."""
    return {
        **{key: str(getattr(decision, key)) for key in TEXTS},
        **{key: _amount_shown(getattr(decision, key)) for key in AMOUNTS},
        "target": str(decision.target_id or ""),
    }


def typed_texts(post: QueryDict) -> dict[str, str]:
    """What was typed into the single fields, as it was typed."""
    return {key: str(post[key]) for key in FIELDS if key in post}


def typed_clauses(post: QueryDict) -> list[Clause]:
    """The rows of ancillary clauses as typed, those without words too."""
    rows = zip(*(post.getlist(f"clause_{key}") for key in ("kind", "text", "norm")), strict=False)
    return [Clause(kind=kind, text=_plain(text), norm=_plain(norm)) for kind, text, norm in rows]


def aspects(considerations: list[Consideration], post: QueryDict) -> list[AspectField]:
    """A field for every aspect: as typed, else as saved."""
    saved = {one["aspect"]: one["text"] for one in considerations}
    return [
        AspectField(
            name=ASPECT + aspect,
            label=str(QUESTIONS[aspect][0]),
            question=str(QUESTIONS[aspect][1]),
            text=post.get(ASPECT + aspect, saved.get(aspect, "")),
        )
        for aspect in ASPECTS
    ]


def read_content(post: QueryDict, decision: Decision) -> Content:
    """What was typed, as `save_draft` takes it; a field that was not sent stays as it is.

    Raises InvalidData for an amount, a language or an earlier decision that is none.
    """
    content: dict[str, Any] = {key: _plain(str(post[key])) for key in TEXTS if key in post}
    content |= {key: read_amount(key, str(post[key])) for key in AMOUNTS if key in post}
    if content.get("translation_language", "") not in ("", *LANGUAGES):
        raise InvalidData({"translation_language": _("There is no page in this language.")})
    if "target" in post:
        content["target"] = _target(str(post["target"]), decision)
    if "clause_text" in post:
        content["clauses"] = typed_clauses(post)
    if any(key.startswith(ASPECT) for key in post):
        content["considerations"] = [
            {"aspect": aspect, "text": _plain(post.get(ASPECT + aspect, ""))} for aspect in ASPECTS
        ]
    return cast(Content, content)


def read_version(post: QueryDict) -> int:
    """The version of the draft the page showed; 0, which never fits, where it is missing."""
    text = post.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def labels() -> Mapping[str, str]:
    """What the fields of a decision are called, in the order of the page."""
    return {
        "operative_part": _("Operative part"),
        "reasons": _("Reasons"),
        "discretion_norm": _("Norm that gives discretion"),
        "considerations": _("Discretion"),
        "answer_treatment": _("Answer to the hearing"),
        "hearing_exception": _("Why no hearing"),
        "hearing_reason": _("Facts that bear the exception"),
        "clauses": _("Ancillary clauses"),
        "fee_amount": _("Fee in euros"),
        "fee_basis": _("Basis of the fee"),
        "value": _("Value in euros"),
        "plain_text": _("In plain language"),
        "translation": _("Translation"),
    }


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "")


def _amount_shown(amount: Decimal | None) -> str:
    return "" if amount is None else number_format(amount, 2)


def read_amount(key: str, text: str) -> Decimal | None:
    """An amount in euros as people write it, None for an empty text. InvalidData by `key`."""
    plain = text.strip().removesuffix("€").strip()
    if not plain:
        return None
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not 0 <= amount < Decimal("1e8"):
        raise InvalidData({key: _("Please enter an amount like 12.50.")})
    return amount.quantize(Decimal("0.01"))


def _target(text: str, decision: Decision) -> Decision | None:
    if not text:
        return None
    wanted = read_id(text)
    found = next((one for one in targets(decision.case) if one.pk == wanted), None)
    if found is None:
        raise InvalidData({"target": _("Please choose one of these decisions.")})
    return found
