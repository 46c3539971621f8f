"""The record: cases, their parties, documents, deadlines and follow-ups."""

from casework.cases.models.appointment import Appointment
from casework.cases.models.bulk import BulkAct, BulkItem
from casework.cases.models.case import Case, CaseQuerySet
from casework.cases.models.case_link import CaseLink
from casework.cases.models.case_text import CaseText
from casework.cases.models.contact import Contact
from casework.cases.models.deadline import Deadline
from casework.cases.models.document import Document
from casework.cases.models.document_text import DocumentText
from casework.cases.models.draft import Draft
from casework.cases.models.exclusion import Exclusion
from casework.cases.models.file_number import FileNumberSequence
from casework.cases.models.follow import Follow
from casework.cases.models.follow_up import FollowUp
from casework.cases.models.mark import Mark
from casework.cases.models.note import Note
from casework.cases.models.party import Party
from casework.cases.models.party_change import PartyChange
from casework.cases.models.saved_view import SavedView
from casework.cases.models.seen import Seen
from casework.cases.models.share import Share

__all__ = [
    "Appointment",
    "BulkAct",
    "BulkItem",
    "Case",
    "CaseLink",
    "CaseQuerySet",
    "CaseText",
    "Contact",
    "Deadline",
    "Document",
    "DocumentText",
    "Draft",
    "Exclusion",
    "FileNumberSequence",
    "Follow",
    "FollowUp",
    "Mark",
    "Note",
    "Party",
    "PartyChange",
    "Share",
    "SavedView",
    "Seen",
]
