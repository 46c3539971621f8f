"""What stands beside the norms of a step: their neighbours, and what the office knows of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from casework.access.models import User
from casework.cases.models import Case
from casework.lawwatch.bindings import Reviewed, read_reviews, reviews_question
from casework.lawwatch.earlier import KIND as EARLIER
from casework.lawwatch.earlier import Earlier, earlier_question, read_earlier
from legal.facts import Fact, Question, ask
from legal.reader.neighbours import Neighbours, neighbours_question, read_neighbours

EARLIER_SHOWN = 3
_NOTES = """
    SELECT note.norm_id, jsonb_build_object(
        'text', note.text,
        'first_name', person.first_name,
        'last_name', person.last_name,
        'username', person.username,
        'written_at', coalesce(note.changed_at, note.written_at),
        'review_on', note.review_on
    )
    FROM lawwatch_normnote AS note
    JOIN access_user AS person ON person.id = coalesce(note.changed_by_id, note.written_by_id)
    WHERE note.norm_id = ANY(%s) AND note.authority_id = %s AND note.withdrawn_at IS NULL
    ORDER BY note.written_at, note.id
"""


@dataclass(frozen=True, slots=True)
class OfficeNote:
    """A note of the office as it is read: what it says, who wrote or changed it last and when."""

    text: str
    author: str
    written_at: datetime
    review_on: date | None
    is_overdue: bool  # the day of its review has come


@dataclass(frozen=True, slots=True)
class Beside:
    """Of one norm."""

    neighbours: Neighbours = Neighbours()
    notes: tuple[OfficeNote, ...] = ()
    earlier: Earlier = Earlier()

    @property
    def has_overdue_note(self) -> bool:
        return any(note.is_overdue for note in self.notes)


@dataclass(frozen=True, slots=True)
class StepFacts:
    """By norm what stands beside it, by citation when it was last found right."""

    beside: Mapping[int, Beside] = field(default_factory=dict)
    reviews: Mapping[str, Reviewed] = field(default_factory=dict)


def step_facts(norms: Collection[int], case: Case, task: str, user: User, on: date) -> StepFacts:
    """What stands beside these norms at the step `task` of a case on the day `on`; one query.

    Notes of the case's authority; earlier decisions of the case's unit that `user` may see, without
    those of the case itself.
    """
    facts = ask(
        reviews_question(case.service_version_id, task),
        neighbours_question(norms),
        Question("notes", _NOTES, (list(norms), case.authority_id)),
        *earlier_question(norms, user, EARLIER_SHOWN, unit_id=case.unit_id, without_case=case.pk),
    )
    earlier = read_earlier(facts.get(EARLIER, {}), norms, EARLIER_SHOWN)
    beside = {
        norm: Beside(
            read_neighbours(facts["neighbours"].get(norm, ())),
            tuple(_note(fact, on) for fact in facts["notes"].get(norm, ())),
            earlier[norm],
        )
        for norm in norms
    }
    return StepFacts(beside, read_reviews(facts["reviews"].get(0, ())))


def _note(fact: Fact, on: date) -> OfficeNote:
    name = f"{fact['first_name']} {fact['last_name']}".strip()
    review_on = date.fromisoformat(fact["review_on"]) if fact["review_on"] else None
    return OfficeNote(
        text=fact["text"],
        author=name or fact["username"],
        written_at=datetime.fromisoformat(fact["written_at"]),
        review_on=review_on,
        is_overdue=review_on is not None and review_on <= on,
    )
