"""What placeholders are filled from, and what makes a paragraph."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from casework.cases.models import Case, Deadline, Party
from casework.decisions.addressee import applicant_of
from casework.decisions.origin import origin_values
from casework.process.bindings import package_for


class _Applicant(Mapping[str, str]):
    """The applicant as entered now: corrected since the application (`submitted`), if need be.

    Asked for the party only by a text that names more of the applicant than the name.
    """

    def __init__(self, case: Case, submitted: Mapping[str, str]) -> None:
        self.case, self.submitted = case, submitted

    @cached_property
    def party(self) -> Party | None:
        return applicant_of(self.case.parties.all())

    def __getitem__(self, part: str) -> str:
        if part == "name":
            return self.case.applicant_name
        text = self.submitted[part]
        value = getattr(self.party, part, text)
        return value.isoformat() if isinstance(value, date) else str(value or "")

    def __iter__(self) -> Iterator[str]:
        return iter({**self.submitted, "name": ""})

    def __len__(self) -> int:
        return len({**self.submitted, "name": ""})


def values_for(
    case: Case, process_data: Mapping[str, Any], period: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What placeholders are filled from (see casework.services.package.placeholders)."""
    package = package_for(case)
    amount = package.fee.for_application(case.data) if package.fee else None
    fiction = package.processing_period and package.processing_period.kind == "permit_by_fiction"
    return {
        "applicant": _Applicant(case, package.applicant(case.data)),
        "data": case.data,
        "step": process_data,
        "case": {
            "file_number": case.file_number,
            "received_on": case.received_on,
            "complete_on": case.received_on,
            "service_name": case.service.name,
            "fiction_on": _fiction_ends(case) if fiction else None,
        },
        "origin": origin_values(case),
        "fee": {"amount": amount, "basis": package.fee.basis} if package.fee else {},
        "period": period or {},
    }


def _fiction_ends(case: Case) -> date | None:
    """The last day of the period after which the permit counts as granted (§ 42a I 1 VwVfG)."""
    periods = (one for one in case.deadlines.all() if one.kind == Deadline.Kind.FICTION)
    last: Deadline | None = max(periods, key=lambda one: one.pk, default=None)
    return last.due_on if last else None


def paragraphs(text: str) -> list[str]:
    """The paragraphs of an edited text: parted by empty lines, line ends within joined."""
    parts = text.replace("\r\n", "\n").split("\n\n")
    return [" ".join(part.split()) for part in parts if part.strip()]
