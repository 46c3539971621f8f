"""The record: cases, their parties, documents, deadlines and follow-ups."""

from casework.cases.models.case import Case, CaseQuerySet
from casework.cases.models.deadline import Deadline
from casework.cases.models.document import Document
from casework.cases.models.exclusion import Exclusion
from casework.cases.models.file_number import FileNumberSequence
from casework.cases.models.note import Note
from casework.cases.models.party import Party

__all__ = [
    "Case",
    "CaseQuerySet",
    "Deadline",
    "Document",
    "Exclusion",
    "FileNumberSequence",
    "Note",
    "Party",
]
