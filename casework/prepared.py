"""Queries whose SQL is written once.

What a list of the inbox asks is the same for hours, and the same for everybody but for who they
are and what they reach. Putting it into SQL takes Django several times as long as PostgreSQL takes
to answer. So the text is kept under the question, and what differs from call to call or from
person to person is `Given` or `Known`. Only the wording is kept, never an answer.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from typing import Any, NamedTuple, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Expression, F, Field, ForeignKey, Model, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.db.models.lookups import Lookup
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

from casework.kept import Kept

MOST = 4000  # questions a process keeps, of about 2 kB
MOST_SHAPES = 400  # different texts, of about 100 kB
Row = TypeVar("Row")
Found = TypeVar("Found", bound=Model)
_writing: ContextVar[bool] = ContextVar("writing", default=False)


class Given(Expression):
    """A value that is named in the query and given with each call of `ask`."""

    def __init__(self, name: str, output_field: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (_Gap(self.name),)


class Known(Given):
    """A value that differs from person to person. It stands in the query as it is; in what `ask`
    keeps it is a gap as well, so that one wording serves everybody.
    """

    def __init__(self, name: str, value: object) -> None:
        super().__init__(name)
        self.value = value

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (_Gap(self.name) if _writing.get() else self.value,)


class OneOf(Lookup):
    """`OneOf(F("case_id"), Given("cases"))`: IN for a given list, the same text for any length."""

    lookup_name = "one_of"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, params = self.process_lhs(compiler, connection)
        right, more = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", (*params, *more)


class _Gap(NamedTuple):
    name: str


class _Shape(NamedTuple):
    """What one text gives, whoever asks: its query, and how its columns become objects."""

    queryset: QuerySet[Any, Any]
    compiler: SQLCompiler


class _Wording(NamedTuple):
    """`shape` is None where the condition can never be true: nothing is asked then."""

    shape: _Shape | None
    sql: str
    params: tuple[Any, ...]


def _alike(one: _Wording, other: _Wording) -> bool:
    """Equal sets may come in another order; nothing else may differ."""
    return one.sql == other.sql and sorted(map(repr, one.params)) == sorted(map(repr, other.params))


_wordings: Kept[_Wording] = Kept(MOST, _alike)
_shapes: Kept[_Shape] = Kept(MOST_SHAPES, lambda one, other: True)


def ask(question: Hashable, make: Callable[[], QuerySet[Any, Row]], **given: object) -> list[Row]:
    """The answer to the queryset `make` gives, whose SQL is written once for each `question`.

    `question` must hold everything `make` reads; in the tests each wording is compared with one
    made anew. `given` fills its `Given` and `Known`. Rows come from where the router reads them, as
    ever.
    """
    wording = _wordings.get(question, lambda: _write(make()))
    if wording.shape is None:
        return []
    params = tuple(_filled(wording.params, given))
    if _wordings.is_looked_at(question):
        _check(question, make(), params, given)
    query = copy(wording.shape.queryset.query)
    query.__class__ = _Ready
    query.__dict__["wording"] = wording._replace(params=params)
    return list(_with_query(wording.shape.queryset, query))


def related(owner: Model, name: str, *joined: str) -> list[Any]:
    """The rows of `owner` under `name`, a foreign key the other way round, with what they are
    `joined` to; one query. They count as prefetched: who asks `owner` for them again gets these.
    """
    manager = getattr(owner, name)
    key: ForeignKey[Any, Any] = manager.field

    def theirs() -> QuerySet[Any, Any]:
        found = manager.model._default_manager.filter(**{key.attname: Given("owner")})
        return found.select_related(*joined) if joined else found  # type: ignore[no-any-return]

    rows: list[Any] = ask(("related", type(owner), name, joined), theirs, owner=owner.pk)
    keep(owner, name, rows)
    return rows


def related_together(owner: Model, *names: str) -> None:
    """Have the rows of `owner` under each of `names` count as prefetched; one query for all."""
    models = [getattr(owner, name).model for name in names]
    ways = [getattr(owner, name).field.attname for name in names]

    def theirs() -> QuerySet[Any, Any]:
        rows = (
            as_rows(model._default_manager.filter(**{way: OuterRef("pk")}))
            for model, way in zip(models, ways, strict=True)
        )
        return type(owner)._default_manager.filter(pk=Given("owner")).values_list(*rows)

    ((*found,),) = ask(("together", type(owner), names), theirs, owner=owner.pk)
    for name, model, rows in zip(names, models, found, strict=True):
        keep(owner, name, read_rows(model, rows))


def keep(owner: Model, name: str, rows: list[Any]) -> None:
    """Have `rows` count as what `owner` has under `name`, as if Django had prefetched them."""
    manager = getattr(owner, name)
    for row in rows:
        manager.field.set_cached_value(row, owner)
    prefetched = manager.all()
    prefetched._result_cache, prefetched._prefetch_done = rows, True
    owner.__dict__.setdefault("_prefetched_objects_cache", {})[name] = prefetched


def as_rows(theirs: QuerySet[Any, Any], **further: str) -> ArraySubquery:
    """`theirs`, rows that belong to each one of another query, fetched along with it for
    `read_rows`; `further` columns by the way to them.
    """
    own = {field.attname: F(field.attname) for field in theirs.model._meta.concrete_fields}
    parts = own | {name: F(way) for name, way in further.items()}
    return ArraySubquery(theirs.values(one=JSONObject(**parts)))


def read_rows(model: type[Found], rows: Sequence[Mapping[str, Any]]) -> list[Found]:
    """The objects that `as_rows` fetched."""
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]

    def read(row: Mapping[str, Any]) -> Found:
        values = [field.to_python(row[field.attname]) for field in fields]
        return model.from_db(None, names, values)

    return [read(row) for row in rows]


def is_kept(owner: Model, name: str) -> bool:
    """Whether the rows of `owner` under `name` are there already."""
    return name in owner.__dict__.get("_prefetched_objects_cache", {})


def _write(queryset: QuerySet[Any, Row]) -> _Wording:
    """The wording of a queryset; people who ask the same differ in parameters, not in the shape."""
    compiler = queryset.query.get_compiler(using=queryset.db)
    try:
        with _with_gaps():
            sql, params = compiler.as_sql()
    except EmptyResultSet:
        return _Wording(None, "", ())
    # One text may be asked for objects, dictionaries or tuples.
    way = sql, queryset.model, queryset._iterable_class, queryset._fields  # type: ignore[attr-defined]
    return _Wording(_shapes.get(way, lambda: _Shape(queryset, compiler)), sql, tuple(params))


@contextmanager
def _with_gaps() -> Iterator[None]:
    """Whatever is `Known` is left open in what is written meanwhile."""
    before = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(before)


def _check(
    question: Hashable,
    queryset: QuerySet[Any, Any],
    params: Sequence[Any],
    given: Mapping[str, Any],
) -> None:
    """AssertionError where `given` fills a `Known` with something else than the query holds."""
    _sql, plain = queryset.query.get_compiler(using=queryset.db).as_sql()
    meant = _filled(plain, given)
    if sorted(map(repr, meant)) != sorted(map(repr, params)):
        raise AssertionError(f"{question!r} was asked with {params!r}, it says {meant!r}")


def forget() -> None:
    """Forget every wording: for measuring what the first question costs."""
    _wordings.clear()
    _shapes.clear()


class _Ready(Query):
    """A query that is written already."""

    wording: _Wording

    def get_compiler(
        self, using: str | None = None, connection: Any = None, elide_empty: bool = True
    ) -> SQLCompiler:
        ready = _ReadyCompiler(self, connection or connections[str(using)], using)
        shape = self.wording.shape
        for name in ("select", "klass_info", "annotation_col_map", "col_count", "has_extra_select"):
            setattr(ready, name, getattr(shape.compiler if shape else None, name))
        return ready


class _ReadyCompiler(SQLCompiler):
    def as_sql(self, *args: object, **kwargs: object) -> tuple[str, tuple[Any, ...]]:
        wording: _Wording = self.query.wording  # type: ignore[attr-defined]
        return wording.sql, wording.params


def _filled(params: Sequence[Any], given: Mapping[str, object]) -> Sequence[Any]:
    return [given[one.name] if isinstance(one, _Gap) else one for one in params]


def _with_query(queryset: Any, query: Query) -> Any:
    """As `queryset._clone` does, which would copy every condition of the query."""
    fresh = queryset.__class__(model=queryset.model, query=query, hints=queryset._hints)
    kept = ("_iterable_class", "_fields", "_known_related_objects", "_prefetch_related_lookups")
    for name in kept:
        setattr(fresh, name, getattr(queryset, name))
    return fresh
