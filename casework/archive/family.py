"""A file and the cases about it (objection, review) are kept and deleted together."""

from collections.abc import Collection

from casework.cases.models import Case


def family_of(case: Case) -> list[Case]:
    """The case, what it is about and what is about it, the first one first; few queries."""
    root = case
    seen = {root.pk}
    while root.origin_id is not None and root.origin_id not in seen:
        root = Case.objects.get(pk=root.origin_id)
        seen.add(root.pk)
    found, wave = [root], [root.pk]
    while wave := _about(wave, {one.pk for one in found}, found):
        pass
    return found


def _about(wave: Collection[int], known: Collection[int], found: list[Case]) -> list[int]:
    tracks = list(Case.objects.filter(origin__in=wave).exclude(pk__in=known).order_by("pk"))
    found.extend(tracks)
    return [one.pk for one in tracks]
