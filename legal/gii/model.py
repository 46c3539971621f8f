"""What the reader hands out: a law, its norms, and the body of each as text with a tree over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple


class LawError(ValueError):
    """A law file was refused. `law` names it (slug, path or doknr), `reason` says why."""

    def __init__(self, law: str, reason: str) -> None:
        super().__init__(f"{law}: {reason}")
        self.law = law
        self.reason = reason

    def __reduce__(self) -> tuple[type[LawError], tuple[str, str]]:
        return type(self), (self.law, self.reason)  # so that it can come from another process


class Node(NamedTuple):
    """A part of a body: `text[start:end]` of it, what it is, and the parts inside.

    A named tuple and not a dataclass because a full import makes five million of them and they
    go into JSON as they are. Kinds (the portal's own elements in brackets):

    * blocks: ``p`` (P; attr n = Absatz number), ``list`` (DL), ``item`` (DT with DD),
      ``label`` (DT), ``la`` (LA, only where an item has several), ``table``, ``caption``, ``row``
      (attr head=1 in thead), ``cell`` (attrs cs, rs = columns, rows spanned), ``title``,
      ``subtitle``, ``ident``, ``toc``, ``pre``, ``footnotes``, ``footnote`` (attrs id, mark)
    * inline: ``b i u sub sup small sp f nb cit`` and the editors' remarks ``note`` (kommentar),
      ``noindex``
    * without text: ``br``, ``img``, ``file`` (attrs src, alt), ``fnref`` (attr id), ``fnarea``,
      ``brace``, ``ql``, ``qr``, ``sentence`` (attr n: the lawmaker's own sentence number)
    """

    kind: str
    start: int
    end: int
    children: tuple[Node, ...] = ()
    attrs: dict[str, str] | None = None

    def attr(self, name: str, default: str = "") -> str:
        return self.attrs.get(name, default) if self.attrs else default

    def walk(self) -> Iterator[Node]:
        """This node and all inside it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    @classmethod
    def from_json(cls, value: list[Any]) -> Node:
        """The node that JSON carried as `[kind, start, end, children, attrs]`."""
        kind, start, end, children, attrs = value
        return cls(kind, start, end, tuple(map(cls.from_json, children)), attrs)


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a norm as one string, and a tree whose nodes point into it.

    Addressing, marking, searching and comparing all speak of offsets into `text`; the tree only
    says what a stretch of it is. Whitespace is folded to single characters (a space, a tab
    between cells, a line break between blocks); inside ``pre`` it is kept.
    """

    text: str = ""
    nodes: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        for node in self.nodes:
            yield from node.walk()

    @classmethod
    def from_json(cls, text: str, nodes: list[list[Any]]) -> Body:
        return cls(text, tuple(map(Node.from_json, nodes)))


class OutlineUnit(NamedTuple):
    """A step of the outline: three digits a level in `code`, e.g. ("010020", "Abschnitt 2", …)."""

    code: str
    label: str
    title: str


class Stand(NamedTuple):
    """A remark on the state of the text: kind is Stand, Sonst, Neuf, Hinweis or Aufh."""

    kind: str
    text: str


class Gazette(NamedTuple):
    """Where the law was promulgated, e.g. ("BGBl I", "1976, 1253")."""

    periodical: str
    place: str


@dataclass(frozen=True, slots=True)
class LawNorm:
    """One norm node: a norm (§, Article, annex, formula), an outline unit, or the law's head.

    `kind` is "norm", "outline" or "head"; `key` is unique in the law and stable;
    `title_footnotes` are the ids of footnotes that hang on the title; `notes` is the editors'
    apparatus (fussnoten), no part of the law.
    """

    doknr: str
    build_date: str
    kind: str
    key: str
    enbez: str
    title: str
    outline: tuple[OutlineUnit, ...]
    position: int
    body: Body
    notes: Body
    title_footnotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Law:
    """A law as the portal states it on `build_date` (YYYYMMDDhhmmss)."""

    doknr: str
    build_date: str
    names: tuple[str, ...]  # jurabk, in the order given: the first is the portal's own short name
    official_short: str  # amtabk
    short_title: str
    long_title: str
    issued_on: str  # ISO date
    gazettes: tuple[Gazette, ...]
    stand: tuple[Stand, ...]
    norms: tuple[LawNorm, ...]
    other_names: tuple[str, ...] = ()  # jurabk of single norms that the head lacks, some mistaken
