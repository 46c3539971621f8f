"""Text blocks of the service for decisions, filled from the case."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from casework.cases.models import Case
from casework.decisions.clauses import Clause
from casework.decisions.texts import values_for
from casework.process.bindings import package_for
from casework.services.labels import labels
from casework.services.package import Step as Binding
from casework.services.package import TextBlock, TextUse, fill
from casework.services.package.parts import Aspect

USES: tuple[TextUse, ...] = ("operative_part", "reasons", "consideration", "answer", "ancillary")


@dataclass(frozen=True)
class Block:
    """A text block with its placeholders filled; what has no value stands there as `[…]`."""

    key: str
    title: str
    use: TextUse
    aspect: Aspect | Literal[""]
    norms: tuple[str, ...]
    text: str
    clauses: tuple[Clause, ...]


def blocks_for(
    case: Case, binding: Binding, outcome: str, process_data: Mapping[str, Any]
) -> list[Block]:
    """The step's own blocks for `outcome`, in its order: what a draft starts with."""
    chosen = package_for(case).prefill(binding, outcome, process_data)
    return _filled(case, chosen, process_data)


def offered(case: Case, outcome: str, process_data: Mapping[str, Any]) -> list[Block]:
    """Every block of the service that fits into a decision with this outcome."""
    chosen = [
        block
        for block in package_for(case).texts
        if block.use in USES and block.outcome in ("", outcome)
    ]
    return _filled(case, chosen, process_data)


def _filled(
    case: Case, chosen: "tuple[TextBlock, ...] | list[TextBlock]", process_data: Mapping[str, Any]
) -> list[Block]:
    values, words = values_for(case, process_data), labels(package_for(case))
    return [
        _block(block, [fill(part, values, words).text for part in block.paragraphs])
        for block in chosen
    ]


def _block(block: TextBlock, paragraphs: list[str]) -> Block:
    norm = block.norms[0] if block.norms else ""
    clauses: list[Clause] = [
        {"kind": block.clause, "text": text, "norm": norm} for text in paragraphs if block.clause
    ]
    return Block(
        key=block.key,
        title=block.title,
        use=block.use,
        aspect=block.aspect,
        norms=block.norms,
        text="\n\n".join(paragraphs),
        clauses=tuple(clauses),
    )
