"""The words a case is found by."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from casework.cases.models.case import Case


class CaseText(models.Model):
    """The words of a case: file number, applicant, parties (as folded words); data without what is
    covered, notes, conversations and the text of documents (German).

    Triggers keep it (migrations 0004 and 0011): whoever writes one of them, the words follow; what
    is deleted is no longer found. The weights A to D tell which of the four it was.
    """

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="text")
    vector = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["vector"], name="case_text_idx", fastupdate=False)]

    def __str__(self) -> str:
        return f"words of case #{self.pk}"
