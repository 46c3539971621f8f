"""Looking up deleted cases by their proofs: the log goes on speaking of them."""

from collections.abc import Collection

from django.db.models import QuerySet

from casework.archive.models import DeletionItem, Disposal

GONE = (DeletionItem.State.ERASED, DeletionItem.State.DONE)


def deleted_numbers(cases: Collection[int]) -> dict[int, str]:
    """The file numbers of those cases (ids) that were deleted; no query for none."""
    if not cases:
        return {}
    return dict(Disposal.objects.filter(case_id__in=cases).values_list("case_id", "file_number"))


def deleted_cases(units: Collection[int]) -> QuerySet[DeletionItem]:
    """The deleted cases of units, as the items of their runs."""
    return DeletionItem.objects.filter(unit_id__in=units, state__in=GONE)
