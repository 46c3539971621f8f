"""What names one thing leads straight to it: a file number to its case, a citation to its norm."""

import re

from django.urls import reverse

from casework.access.models import User
from casework.cases.models import Case
from legal.search.hits import cited_place

# As it is written or said: "BPA-2026-00012", "bpa 2026/12".
NUMBER = re.compile(r"([^\W\d_][\w]{0,9})[\s/-]+(\d{4})[\s/-]+(\d{1,9})")


def straight_to(text: str, user: User) -> str:
    """The address of the one thing `text` names, for whom it exists; else empty. Two queries."""
    return _case(text, user) or cited_place(text, user.authority.slug if user.authority else "")


def _case(text: str, user: User) -> str:
    found = NUMBER.fullmatch(text)
    if found is None:
        return ""
    prefix, year, number = found.groups()
    numbers = [f"{one}-{year}-{number.zfill(5)}" for one in (prefix, prefix.upper())]
    named = Case.objects.visible_to(user).filter(
        authority=user.authority_id, file_number__in=[*numbers, text]
    )
    case = named.only("file_number").first()
    return reverse("desk:case", args=[case.file_number]) if case else ""
