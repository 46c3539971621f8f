"""What can go wrong while a process runs; each error has a stable `code` for translation."""

from collections.abc import Sequence

from casework.bpmn.model import Flow
from casework.bpmn.problems import Problem


class EngineError(Exception):
    """Base of all errors of the engine. A State is never changed by a call that raises."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code.replace('_', ' ')} {detail}".strip())
        self.code, self.detail = code, detail


class ModelRefused(EngineError):
    """The model cannot be run; `problems` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("model_refused", "; ".join(p.message for p in problems))
        self.problems = tuple(problems)


class TaskNotOpen(EngineError):
    """The task is not, or no longer, waiting to be completed (the double click)."""

    def __init__(self, task_id: str) -> None:
        super().__init__("task_not_open", task_id)


class MessageNotExpected(EngineError):
    """Nothing in the process waits for a message of this name."""

    def __init__(self, name: str) -> None:
        super().__init__("message_not_expected", name)


class NoPath(EngineError):
    """No way out of a gateway is open; `detail` is the gateway's id."""

    def __init__(self, gateway: str) -> None:
        super().__init__("no_path", gateway)


class Deadlock(EngineError):
    """Nothing is open and yet the process has not ended; `detail` names the gateways that wait.

    A fault of the model: a joining gateway waits for a way that was not taken.
    """

    def __init__(self, gateways: Sequence[str]) -> None:
        super().__init__("deadlock", ", ".join(gateways))


class ConditionFailed(EngineError):
    """A condition has no value, mostly because a name in it is not known to the case.

    `reason` is the code of the ExpressionError, `detail` the offending piece.
    """

    def __init__(self, flow: Flow, reason: str, detail: str) -> None:
        super().__init__("condition_failed", f"{flow.id} ({flow.condition}): {reason} {detail}")
        self.flow, self.reason = flow, reason


class StateMismatch(EngineError):
    """A saved state belongs to another model, or was not written by this engine."""

    def __init__(self, detail: str = "") -> None:
        super().__init__("state_mismatch", detail)
