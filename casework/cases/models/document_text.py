"""The words in a document, so that its case is found by them."""

from django.db import models

from casework.cases.models.document import Document


class DocumentText(models.Model):
    """What was read out of the bytes of a document (see casework.cases.reading); never shown.

    Triggers put its words into those of the case (migration 0011); they go with the document.
    """

    document = models.OneToOneField(
        Document, models.CASCADE, primary_key=True, related_name="read_text"
    )
    text = models.TextField()

    def __str__(self) -> str:
        return f"words of document #{self.pk}"
