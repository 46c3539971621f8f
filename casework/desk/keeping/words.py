"""Words for what a deletion run counts."""

from collections.abc import Mapping

from django.utils.translation import ngettext

from casework.archive.belongings import TOLD


def counted_words(counts: Mapping[str, int]) -> list[str]:
    """What belongs to a case, as people say it: "2 documents", in a fixed order."""
    return [_word(label, counts[label]) for label in (*TOLD, "rest") if counts.get(label)]


def _word(label: str, n: int) -> str:
    words = {
        "cases.party": ngettext("%(n)s party", "%(n)s parties", n),
        "cases.document": ngettext("%(n)s document", "%(n)s documents", n),
        "notices.notice": ngettext("%(n)s letter", "%(n)s letters", n),
        "decisions.decision": ngettext("%(n)s decision", "%(n)s decisions", n),
        "delivery.delivery": ngettext("%(n)s delivery", "%(n)s deliveries", n),
        "delivery.objection": ngettext("%(n)s objection", "%(n)s objections", n),
        "cases.note": ngettext("%(n)s note", "%(n)s notes", n),
        "cases.contact": ngettext("%(n)s conversation", "%(n)s conversations", n),
        "cases.appointment": ngettext("%(n)s appointment", "%(n)s appointments", n),
        "intake.submission": ngettext("%(n)s submission", "%(n)s submissions", n),
        "rest": ngettext("%(n)s further entry", "%(n)s further entries", n),
    }
    return words[label] % {"n": n}
