"""Who reads: whose entered law a request may see, and which statutes its person works with."""

from __future__ import annotations

from typing import NamedTuple, Protocol, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string


class Reader(NamedTuple):
    """The `keeper` whose entries are there besides common law ("": none), and slugs of statutes
    that a search is to favour.
    """

    keeper: str = ""
    prefer: tuple[str, ...] = ()

    @property
    def keepers(self) -> set[str]:
        """The values of Statute.keeper that this reader sees."""
        return {"", self.keeper}


class ReaderOf(Protocol):
    def __call__(self, request: HttpRequest) -> Reader: ...


def reader_of(request: HttpRequest) -> Reader:
    """As the function says that the setting LAW_READER names ("package.module.function").

    Without that setting only common law is there: the app itself knows no offices.
    """
    path = getattr(settings, "LAW_READER", "")
    return cast(ReaderOf, import_string(path))(request) if path else Reader()
