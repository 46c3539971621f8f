"""What placeholders are filled from, and what makes a paragraph."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.cases.models import Case, Deadline
from casework.decisions.origin import origin_values
from casework.process.bindings import package_for


def values_for(
    case: Case, process_data: Mapping[str, Any], period: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What placeholders are filled from (see casework.services.package.placeholders)."""
    package = package_for(case)
    amount = package.fee.for_application(case.data) if package.fee else None
    fiction = package.processing_period and package.processing_period.kind == "permit_by_fiction"
    return {
        "applicant": {**package.applicant(case.data), "name": case.applicant_name},
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
