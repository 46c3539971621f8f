"""Many cases at once, for tests that count queries: rows alone, copied from a real one."""

from casework.cases.models import Case
from casework.process.models import Step


def copies(case: Case, number: int) -> list[Case]:
    """`number` more cases like `case`, each with an open step like its first."""
    step = case.steps.filter(status=Step.Status.OPEN).first()
    assert step is not None
    made = []
    for n in range(number):
        twin = Case.objects.get(pk=case.pk)
        twin.pk, twin.file_number = None, f"{case.file_number}-{n}"
        twin._state.adding = True
        made.append(twin)
    Case.objects.bulk_create(made)
    Step.objects.bulk_create(
        Step(
            case=twin,
            engine_id=step.engine_id,
            task=step.task,
            name=step.name,
            kind=step.kind,
            opened_at=step.opened_at,
        )
        for twin in made
    )
    return made
