"""The words a case is found by."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from casework.cases.models.case import Case


class CaseText(models.Model):
    """The words of a case: file number, applicant, parties (as folded words) and data (German).

    Triggers keep it (migration 0004): whoever writes a case or a party, the words follow; what is
    deleted is no longer found.
    """

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="text")
    vector = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["vector"], name="case_text_idx", fastupdate=False)]

    def __str__(self) -> str:
        return f"words of case #{self.pk}"
