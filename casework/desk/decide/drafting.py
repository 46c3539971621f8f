"""Saving what was typed into the decision editor, and what its buttons do with the texts."""

from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone

from casework.decisions import actions
from casework.decisions.blocks import Block, offered
from casework.decisions.content import Content, is_new
from casework.decisions.discretion import Consideration
from casework.decisions.models import Decision
from casework.desk.decide.decision_form import read_content, read_version
from casework.desk.requests import read_id, user_of
from casework.process.models import Step

INTO = {"operative_part": "operative_part", "reasons": "reasons", "answer": "answer_treatment"}


def save(request: HttpRequest, step: Step) -> Decision:
    """Save the draft of `step`, or do to its texts what the button that was pressed says.

    Nothing is written when the saved text is the typed one, whoever saved it: nobody loses
    anything then. Raises Conflict, InvalidData, NotAllowed.
    """
    decision = get_object_or_404(
        Decision.objects.select_related("case", "step", "changed_by", "target"), step=step
    )
    decision.case, decision.step = step.case, step
    user, now, post = user_of(request), timezone.now(), request.POST
    content = _with_block(decision, post, _without_row(post, read_content(post, decision)))
    version = read_version(post)
    if is_new(decision, content):
        decision = actions.save_draft(
            decision=decision, version=version, by=user, now=now, **content
        )
        version = decision.version
    if "restore" in post:
        place = read_id(post["restore"])
        return actions.restore(
            decision=decision,
            version=version,
            place=-1 if place is None else place,
            by=user,
            now=now,
        )
    outcome = post.get("outcome", decision.outcome)
    if outcome == decision.outcome:
        return decision
    return actions.change_outcome(
        decision=decision, version=version, outcome=outcome, by=user, now=now
    )


def place_of(post: QueryDict) -> str:
    """Where on the page the button stands that was pressed, as the end of an address.

    The browser opens the part around it; "" for buttons that lead to the top.
    """
    return "#ancillary_clauses" if {"add", "drop_clause"} & set(post) else ""


def _without_row(post: QueryDict, content: Content) -> Content:
    """Without the ancillary clause whose button was pressed."""
    row = read_id(post.get("drop_clause"))
    if row is None or "clauses" not in content:
        return content
    return {**content, "clauses": [one for n, one in enumerate(content["clauses"]) if n != row]}


def _with_block(decision: Decision, post: QueryDict, content: Content) -> Content:
    """With the text block whose button was pressed, at the end of where it belongs."""
    if "insert" not in post:
        return content
    case = decision.case
    blocks = offered(case, decision.outcome, case.process.data)
    block = next((one for one in blocks if one.key == post["insert"]), None)
    return content if block is None else _appended(decision, content, block)


def _appended(decision: Decision, content: Content, block: Block) -> Content:
    if block.aspect:
        weighed = content.get("considerations", decision.considerations)
        added = Consideration(aspect=block.aspect, text=block.text)
        return {**content, "considerations": [*weighed, added]}
    if block.clauses:
        return {**content, "clauses": [*content.get("clauses", decision.clauses), *block.clauses]}
    field = INTO[block.use]
    text = str(content.get(field, getattr(decision, field))).strip()
    joined = "\n\n".join(part for part in (text, block.text) if part)
    return {**content, field: joined}  # type: ignore[misc]
