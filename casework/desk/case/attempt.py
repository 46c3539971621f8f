"""What a person sent and why it was not done: shown again, so that nothing typed is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict


@dataclass(frozen=True)
class Attempt:
    """A refused or interrupted POST.

    `errors` maps field keys to messages (status 422), `conflict` says who was quicker (409).
    `title` says what was not done, if anything better can be said than to check what was entered.
    `of_step` is False where the form was another than the step's.
    """

    post: QueryDict
    errors: Mapping[str, str] = field(default_factory=dict)
    conflict: str = ""
    title: str = ""
    of_step: bool = True
