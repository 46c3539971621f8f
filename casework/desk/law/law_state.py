"""Which laws citations name, and whether their text is loaded."""

from collections.abc import Iterable
from dataclasses import dataclass

from legal import citations as engine
from legal.aliases import comparable
from legal.lookup import find_statutes
from legal.models import Statute


@dataclass(frozen=True)
class Law:
    """A law as citations name it; `statute` where its text is loaded."""

    name: str
    statute: Statute | None


@dataclass(frozen=True)
class LawState:
    """The loaded statutes by comparable name."""

    statutes: dict[str, Statute]

    def of(self, cited: Iterable[str]) -> list[Law]:
        """The laws of these citations, each once, by name."""
        return [Law(name, self.statutes.get(comparable(name))) for name in sorted(_laws(cited))]


def law_state(cited: Iterable[str], keeper: str) -> LawState:
    """What is loaded of the laws these citations name, by-laws of the authority `keeper` (its slug)
    before those of others; one query."""
    return LawState(find_statutes(_laws(cited), keeper))


def _laws(cited: Iterable[str]) -> set[str]:
    return {target.law for text in cited for target in engine.parse(text) if target.law}
