"""Which norms changed since their uses were last found right, and which citations lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from casework.access.models import Authority
from casework.lawwatch.models import Review
from casework.lawwatch.uses import BINDING, DRAFT, TEXT, Use, uses_of
from legal.addressing import address, text_at
from legal.citations import Citation
from legal.history import CitedLaw, NormHistory, cited_law
from legal.models import Norm, NormVersion
from legal.reader.stretches import Stretch, stretches
from legal.texts import bodies_of

Place = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True)
class Touched:
    """A use that a change touches; `seen` stands for what it cites now (see reviews.mark)."""

    use: Use
    target: Citation
    seen: str
    broken: bool = False


@dataclass
class ChangedNorm:
    """A norm with its text then and now, and the uses that rest on the text then.

    `before` is None where that text is not stored, `after` where the norm vanished. Both come
    without their text until `load_texts`.
    """

    norm: Norm
    before: NormVersion | None
    after: NormVersion | None
    uses: list[Touched] = field(default_factory=list)

    @cached_property
    def stretches(self) -> list[Stretch]:
        """The change word by word, long unchanged stretches folded away."""
        titled = _title(self.before) != _title(self.after)
        return stretches(_text(self.before, titled=titled), _text(self.after, titled=titled))

    def part_changed(self, touched: Touched) -> bool:
        """Whether the cited part itself reads otherwise now, and not only the norm around it."""
        if self.before is None or self.after is None:
            return True
        steps = touched.target.steps
        return text_at(self.before.body, steps) != text_at(self.after.body, steps)


@dataclass(frozen=True)
class Watch:
    """What there is to review: changed norms, those with broken citations first, and all broken
    citations, also those of norms that did not change."""

    changed: Sequence[ChangedNorm]
    broken: Sequence[Touched]

    @property
    def broken_before(self) -> list[Touched]:
        """The broken citations that no changed norm lists."""
        listed = {touched.use.place for one in self.changed for touched in one.uses}
        return [touched for touched in self.broken if touched.use.place not in listed]

    @property
    def places(self) -> int:
        """How many places there are to review, each once."""
        places = {touched.use.place for one in self.changed for touched in one.uses}
        return len(places | {touched.use.place for touched in self.broken})


def watch(authority: Authority) -> Watch:
    """What an office has to review now; nine queries, however many uses and changes.

    A use is found right by a review, by the installation of its service (the draft of a decision:
    by its step's beginning), or with the first text that was seen of the norm. It is touched
    where the norm reads otherwise now. A citation is broken where the law has no such norm, or the
    norm has no such part; it stays listed until somebody says that they dealt with it.
    """
    uses = uses_of(authority)
    reviews = last_reviews(uses)
    laws = cited_law({use.citation for use in uses}, keeper=authority.slug)
    missing = _missing_parts(laws.values())
    changed: dict[tuple[int, int], ChangedNorm] = {}
    broken: list[Touched] = []
    for use in uses:
        law, review = laws[use.citation], reviews.get(use.place)
        if review is not None and review.seen == law.fingerprint:
            continue
        if use.citation in missing:
            broken.append(Touched(use, missing[use.citation], law.fingerprint, broken=True))
        for norm in _changed_norms(_as_reviewed(use, review), law):
            entry = _entry(changed, norm, use, review)
            broken_here = use.citation in missing
            entry.uses.append(Touched(use, norm.target, law.fingerprint, broken_here))
    return Watch(sorted(changed.values(), key=order), broken)


def order(one: ChangedNorm) -> tuple[bool, str, int]:
    """Norms with broken citations first, then by law and place in it."""
    broken = any(touched.broken for touched in one.uses)
    return (not broken, one.norm.statute.name, one.norm.position)


def load_texts(changed: Iterable[ChangedNorm]) -> None:
    """Load the texts to compare; one query for all."""
    entries = list(changed)
    ids = {version.pk for one in entries for version in (one.before, one.after) if version}
    loaded = NormVersion.objects.in_bulk(ids)
    for one in entries:
        one.before = loaded[one.before.pk] if one.before else None
        one.after = loaded[one.after.pk] if one.after else None


def last_reviews(uses: Iterable[Use]) -> dict[Place, Review]:
    """The latest review of each use that has one; one query."""
    pks: dict[str, set[int]] = {BINDING: set(), TEXT: set(), DRAFT: set()}
    for use in uses:
        pks[use.kind].add(use.pk)
    rows = Review.objects.filter(binding__in=pks[BINDING])
    rows |= Review.objects.filter(service_version__in=pks[TEXT])
    rows |= Review.objects.filter(decision__in=pks[DRAFT])
    return {_place_of(review): review for review in rows.order_by("reviewed_at", "pk")}


def _place_of(review: Review) -> Place:
    kind = BINDING if review.binding_id else TEXT if review.service_version_id else DRAFT
    pk = review.binding_id or review.service_version_id or review.decision_id or 0
    return (kind, pk, review.text_key, review.citation)


def _as_reviewed(use: Use, review: Review | None) -> Use:
    return replace(use, since=review.reviewed_at, baseline=review.seen) if review else use


def _changed_norms(use: Use, law: CitedLaw) -> list[NormHistory]:
    if use.baseline and use.baseline == law.fingerprint:
        return []
    changed = [norm for norm in law.norms if norm.changed_since(use.since)]
    # The texts were others than those stored of that moment: nobody has seen what is there now.
    return changed or (list(law.norms) if use.baseline else [])


def _entry(
    changed: dict[tuple[int, int], ChangedNorm], norm: NormHistory, use: Use, review: Review | None
) -> ChangedNorm:
    since = review.reviewed_at if review else use.since
    before = norm.with_hash(use.baseline) if use.baseline and not review else None
    before = before or norm.at(since)
    current = norm.current
    if before is not None and current is not None and before.text_hash == current.text_hash:
        before = None
    key = (norm.norm.pk, before.pk if before else 0)
    return changed.setdefault(key, ChangedNorm(norm.norm, before, current))


def _missing_parts(laws: Iterable[CitedLaw]) -> Mapping[str, Citation]:
    """For each citation that leads nowhere the target that does; one query."""
    laws = list(laws)
    bodies = bodies_of(norm.current for law in laws for norm in law.norms if norm.current)
    found: dict[str, Citation] = {}
    for law in laws:
        targets = [*law.unknown]
        for norm in law.norms:
            current = norm.current
            if current is None or address(bodies[current.pk], norm.target.steps).missing:
                targets.append(norm.target)
        if targets:
            found[law.citation] = targets[0]
    return found


def _title(version: NormVersion | None) -> str:
    return version.title if version else ""


def _text(version: NormVersion | None, *, titled: bool) -> str:
    """The text to compare; with the title where that is another one now."""
    if version is None:
        return ""
    return f"{version.title}\n{version.text}" if titled else version.text
