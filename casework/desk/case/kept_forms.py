"""The forms of a case whose entries are kept while they are typed, as a page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from casework.cases.models import Draft

# What a browser sends beside the entries: of the page, not of the person.
NOT_TYPED = frozenset(
    {"csrfmiddlewaretoken", "version", "confirmed", "look", "seen", "tick-all", "autosave"}
)

# Of the form of a decision: its texts have a draft of their own, with versions (Decision).
OF_A_DECISION = ("f-", "check")


@dataclass(frozen=True)
class KeptForm:
    """A form by its name, with the entries the person has not sent yet."""

    name: str
    draft: Draft | None = None

    @property
    def post(self) -> QueryDict:
        """The entries as if the form had been sent; empty where nothing is kept."""
        return self.draft.post if self.draft else QueryDict()


def kept_form(name: str, found: Mapping[str, Draft]) -> KeptForm:
    """The form `name` with what was `found` of it."""
    return KeptForm(name, found.get(name))


def step_form_name(step_id: int) -> str:
    """The name of a step's form."""
    return f"step-{step_id}"


def letter_form_name(kind: str) -> str:
    """The name of the form of a letter without a step."""
    return f"letter-{kind}"


def fields_of(post: QueryDict, begins: tuple[str, ...] | None = None) -> dict[str, list[str]]:
    """What a person typed, of all that a form sent; only what `begins` so, if given."""
    return {
        name: [str(one) for one in values]
        for name, values in post.lists()
        if name not in NOT_TYPED and (begins is None or name.startswith(begins))
    }
