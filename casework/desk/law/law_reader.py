"""What a person may read and find among the law; named by the setting LAW_READER."""

from django.http import HttpRequest

from casework.access.models import User
from casework.services.catalogue import package_of
from casework.services.models import Service
from legal.audience import Reader


def reader_of(request: HttpRequest) -> Reader:
    """The by-laws of the person's authority, and the statutes its services rest on; one query."""
    user = request.user
    authority = user.authority if isinstance(user, User) else None
    if authority is None:
        return Reader()
    versions = Service.objects.filter(authority=authority, current__isnull=False)
    laws = {
        slug
        for version in versions.values_list("current", flat=True)
        if version
        for slug in package_of(version).laws
    }
    return Reader(authority.slug, tuple(sorted(laws)))
