"""Random block-structured processes and what BPMN says about them, without the engine.

A block is a task, nothing, a sequence, a choice (xor), a parallel part (and), an inclusive part
(or) or a loop that is left or taken again. Because blocks nest, their meaning fits into a few
lines, and the engine's open tasks can be compared with them step by step.
"""

from dataclasses import dataclass
from random import Random

from tests.bpmn.making import flows, model

Answers = dict[str, object]
"""Gateway -> the label of the way to take, or a list of labels."""

_GATEWAYS = {"xor": "exclusiveGateway", "and": "parallelGateway", "or": "inclusiveGateway"}


@dataclass(frozen=True)
class Block:
    kind: str
    id: str
    parts: tuple["Block", ...] = ()


@dataclass(frozen=True)
class Run:
    """A block at work; `parts` are its parts at work (None: done), `at` a sequence's position."""

    block: Block
    parts: tuple["Run | None", ...] = ()
    at: int = 0


def make(random: Random, depth: int, path: str = "n") -> Block:
    """A random block; ids tell the place in the tree."""
    kinds = ("task", "task", "seq", "xor", "and", "or", "loop") if depth else ("task",)
    kind = random.choice(kinds)
    if kind == "task":
        return Block(kind, path)
    count = 1 if kind == "loop" else random.randint(2, 3)
    parts = [make(random, depth - 1, f"{path}{n}") for n in range(count)]
    if kind in ("xor", "or") and random.random() < 0.3:
        parts[0] = Block("empty", path + "0")
    return Block(kind, path, tuple(parts))


def answers(block: Block, random: Random) -> Answers:
    """A random answer for every gateway of the block."""
    found: Answers = {}
    labels = [f"w{n}" for n in range(len(block.parts))]
    if block.kind == "loop":
        found[block.id] = random.choice(("again", "on"))
    if block.kind == "xor":
        found[block.id] = random.choice(labels)
    if block.kind == "or":
        found[block.id] = random.sample(labels, random.randint(1, len(labels)))
    for part in block.parts:
        found |= answers(part, random)
    return found


def enter(block: Block, given: Answers) -> Run | None:
    """The block after a token came in and ran as far as it could; None if it came out again."""
    match block.kind:
        case "task":
            return Run(block)
        case "empty":
            return None
        case "seq":
            return _go_on(block, 0, given)
        case "loop":
            inside = enter(block.parts[0], given)
            return Run(block, (inside,)) if inside else _repeat(block, given)
        case "xor":
            return enter(block.parts[int(str(given[block.id])[1:])], given)
    chosen = given.get(block.id)
    ways = [
        part
        for n, part in enumerate(block.parts)
        if block.kind == "and" or (isinstance(chosen, list) and f"w{n}" in chosen)
    ]
    return _if_any(block, tuple(enter(way, given) for way in ways))


def _if_any(block: Block, parts: tuple[Run | None, ...]) -> Run | None:
    return Run(block, parts) if any(parts) else None


def _go_on(block: Block, at: int, given: Answers) -> Run | None:
    for position in range(at, len(block.parts)):
        if inside := enter(block.parts[position], given):
            return Run(block, (inside,), position)
    return None


def _repeat(block: Block, given: Answers) -> Run | None:
    return enter(block, given) if given[block.id] == "again" else None


def finish(run: Run | None, task: str, given: Answers) -> Run | None:
    """The run after a task in it was completed; None if that was the last."""
    if run is None or task not in open_in(run):
        return run
    if run.block.kind == "task":
        return None
    parts = tuple(finish(part, task, given) for part in run.parts)
    if any(parts):
        return Run(run.block, parts, run.at)
    if run.block.kind == "seq":
        return _go_on(run.block, run.at + 1, given)
    return _repeat(run.block, given) if run.block.kind == "loop" else None


def open_in(run: Run | None) -> list[str]:
    """The ids of the open tasks, sorted."""
    if run is None:
        return []
    own = [run.block.id] if run.block.kind == "task" else []
    return sorted(own + [task for part in run.parts for task in open_in(part)])


def as_bpmn(block: Block) -> bytes:
    """The block as a model; the ways out of gateways have labels, not conditions."""
    pieces: list[str] = []
    end, label = _draw(block, "s", "", pieces)
    pieces.append(_flow(end, "e", label))
    return model("".join(pieces))


def _flow(source: str, target: str, label: str) -> str:
    return flows(f"{source} > {target}").replace(
        f'id="{source}-{target}"', f'id="{source}-{target}-{label}" name="{label}"'
    )


def _draw(block: Block, source: str, label: str, pieces: list[str]) -> tuple[str, str]:
    """Draws a block behind `source`; from where, and with which label, the next flow starts."""
    match block.kind:
        case "empty":
            return source, label
        case "task":
            pieces += [f'<userTask id="{block.id}" name="x"/>', _flow(source, block.id, label)]
            return block.id, ""
        case "seq":
            for part in block.parts:
                source, label = _draw(part, source, label, pieces)
            return source, label
        case "loop":
            return _draw_loop(block, source, label, pieces)
    kind, split, join = _GATEWAYS[block.kind], block.id, block.id + "-join"
    pieces += [f'<{kind} id="{split}"/><{kind} id="{join}"/>', _flow(source, split, label)]
    for n, part in enumerate(block.parts):
        end, end_label = _draw(part, split, f"w{n}", pieces)
        pieces.append(_flow(end, join, end_label))
    return join, ""


def _draw_loop(block: Block, source: str, label: str, pieces: list[str]) -> tuple[str, str]:
    gateway, merge = block.id, block.id + "-merge"
    pieces.append(f'<exclusiveGateway id="{gateway}"/><exclusiveGateway id="{merge}"/>')
    pieces.append(_flow(source, merge, label))
    end, inner_label = _draw(block.parts[0], merge, "", pieces)
    pieces += [_flow(end, gateway, inner_label), _flow(gateway, merge, "again")]
    return gateway, "on"
