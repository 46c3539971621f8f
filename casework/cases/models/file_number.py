"""The running numbers that file numbers are made of."""

from django.db import models

from casework.services.models import Service


class FileNumberSequence(models.Model):
    """The last running number a service gave in a year; locked while the next one is taken."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "year"], name="file_number_sequence_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id}/{self.year}: {self.last}"
