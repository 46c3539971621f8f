"""Which ways a case can take through a process, its subprocesses and called processes. Pure."""

from collections.abc import Collection, Iterator
from functools import cached_property

from casework.bpmn.graph import link_target, starts
from casework.bpmn.model import SUBPROCESSES, Model, Node

_ENDS_BY_FAILING = frozenset(("error",))


class Ways:
    """The ways through one process of a model, from the start event the engine would take."""

    def __init__(self, model: Model, process_id: str) -> None:
        self.model, self._process_id = model, process_id

    def arrived(self, without: Collection[str] = ()) -> frozenset[str]:
        """Ids of all elements a case can arrive at without ever having completed one of `without`.

        Arriving at a task is not completing it: an event on its edge can come before. A task that
        is repeated over a list may be completed by nobody, the list being empty.
        """
        return frozenset(_Walk(self, without).arrived)

    def left(self, without: Collection[str] = ()) -> frozenset[str]:
        """Ids of all elements a case can leave again so: those from which its ways lead on."""
        return frozenset(_Walk(self, without).left)

    def always_passed(self, tasks: Collection[str], element: str) -> bool:
        """Whether every case that arrives at `element` has completed one of `tasks` before."""
        return element not in self.arrived(tasks)

    def next_to_an_end(self) -> frozenset[str]:
        """Ids of all elements from which an end event of their own scope can be reached."""
        found = {node.id for node in self.model.nodes.values() if node.type == "endEvent"}
        queue = list(found)
        while queue:
            for before in self.before.get(queue.pop(), ()):
                if before not in found:
                    found.add(before)
                    queue.append(before)
        return frozenset(found)

    @cached_property
    def before(self) -> dict[str, list[str]]:
        """For each element those directly before it: along flows, boundary events and links."""
        found: dict[str, list[str]] = {}
        for node in self.model.nodes.values():
            for after in (*self.after(node), *(b.id for b in self.model.attached(node.id))):
                found.setdefault(after, []).append(node.id)
        return found

    def after(self, node: Node) -> list[str]:
        """Where a case goes when it leaves an element."""
        flows = [flow.target for flow in self.model.outgoing.get(node.id, ())]
        link = link_target(self.model, node)
        return [*flows, link] if link else flows

    def start(self, scope: str) -> Iterator[str]:
        """The start event of a scope; none if the model lacks it."""
        yield from (node.id for node in starts(self.model, scope)[:1])

    def begin(self) -> Iterator[str]:
        return self.start(self._process_id)

    def around(self, scope: str) -> list[str]:
        """The subprocess, or the call activities, inside which a scope runs."""
        calls = [node.id for node in self.model.nodes.values() if node.called == scope]
        return [*calls, *([scope] if scope in self.model.nodes else [])]


def inside(node: Node) -> str:
    """The scope that runs inside an element, empty if none does."""
    return node.id if node.type in SUBPROCESSES else node.called


class _Walk:
    """One walk from the start; what is arrived at and what is left again."""

    def __init__(self, ways: Ways, without: Collection[str]) -> None:
        self._ways, self._nodes = ways, ways.model.nodes
        self._barred = set(without)
        self.arrived: set[str] = set()
        self.left: set[str] = set()
        self._ended: set[str] = set()
        self._queue = list(ways.begin())
        while self._queue:
            self._arrive(self._nodes[self._queue.pop()])

    def _arrive(self, node: Node) -> None:
        if node.id in self.arrived:
            return
        self.arrived.add(node.id)
        self._queue += [event.id for event in self._ways.model.attached(node.id)]
        self._queue += self._ways.start(inside(node))
        passable = inside(node) in self._ended if inside(node) else node.id not in self._barred
        if passable or node.loop is not None:
            self._leave(node)

    def _leave(self, node: Node) -> None:
        if node.id in self.left:
            return
        self.left.add(node.id)
        after = self._ways.after(node)
        self._queue += [found for found in after if self._opens(self._nodes[found])]
        if not after and not any(event.kind in _ENDS_BY_FAILING for event in node.events):
            self._end(node.scope)

    def _opens(self, node: Node) -> bool:
        """A parallel gateway waits for all its branches, so it needs all of them."""
        arriving = self._ways.model.incoming.get(node.id, ())
        return node.type != "parallelGateway" or all(f.source in self.left for f in arriving)

    def _end(self, scope: str) -> None:
        self._ended.add(scope)
        for container in self._ways.around(scope):
            if container in self.arrived:
                self._leave(self._nodes[container])
