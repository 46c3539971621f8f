"""The installed packages, ready to use: a version's bundle is read once per process."""

from functools import lru_cache

from casework.services.models import ServiceVersion
from casework.services.package import Package, read_package


def package_of(version_id: int) -> Package:
    """The package of an installed version (by the id of its ServiceVersion).

    One query and one reading the first time, none after: an installed version never changes.
    """
    return _read(version_id)


@lru_cache(maxsize=256)
def _read(version_id: int) -> Package:
    bundle = ServiceVersion.objects.values_list("bundle", flat=True).get(pk=version_id)
    return read_package(bytes(bundle))
