"""The texts of versions, kept in memory once they were read: the text of a version never changes.

Its structure may be read anew by a later import; the hash of both is therefore part of the key.
"""

from __future__ import annotations

from collections.abc import Iterable

from legal.gii import Body
from legal.kept import Kept
from legal.models import NormVersion

MOST_CHARACTERS = 4_000_000  # of all kept texts together; a text takes some ten times its size

_bodies: Kept[Body] = Kept(MOST_CHARACTERS, lambda body: len(body.text))


def bodies_of(versions: Iterable[NormVersion]) -> dict[int, Body]:
    """The texts of these versions by id; one query for all that are not at hand, none without any.

    The versions may come without their text; they need id and `full_hash`.
    """
    wanted = {version.pk: version for version in versions}
    found = {pk: body for pk, version in wanted.items() if (body := _at_hand(version))}
    if missing := wanted.keys() - found.keys():
        read = NormVersion.objects.filter(pk__in=missing).only("text", "tree", "full_hash")
        found |= {version.pk: _keep(version) for version in read}
    return found


def _at_hand(version: NormVersion) -> Body | None:
    body = _bodies.get((version.pk, version.full_hash))
    loaded = not version.get_deferred_fields() & {"text", "tree"}
    return _keep(version) if body is None and loaded else body


def _keep(version: NormVersion) -> Body:
    return _bodies.put((version.pk, version.full_hash), version.body)
