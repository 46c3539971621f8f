"""Retention, holds, deletion runs with their proofs, and who answers for data protection."""

from casework.archive.models.deletion import DeletionItem, DeletionRun, Disposal
from casework.archive.models.privacy_office import PrivacyOffice
from casework.archive.models.retention import Hold, Retention

__all__ = ["DeletionItem", "DeletionRun", "Disposal", "Hold", "PrivacyOffice", "Retention"]
