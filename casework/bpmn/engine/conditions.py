"""The only place where SpiffWorkflow asks for a value: conditions, timers, never code.

SpiffWorkflow's own script engine runs Python. This one evaluates the bounded language of
`expressions` over the data of the case and refuses everything else. As in the engines that the
models are written for, the data belongs to the whole process, not to one branch of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

from SpiffWorkflow.bpmn.script_engine.python_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import BasePythonScriptEngineEnvironment

from casework.bpmn.engine.errors import ConditionFailed, EngineError
from casework.bpmn.expressions import ExpressionError, evaluate
from casework.bpmn.model import Flow


@dataclass(frozen=True)
class Path:
    """A way out of a gateway: taken if its condition holds, or if it was chosen by name.

    `question` is the variable that names the chosen way (the gateway's id) where the model draws
    no condition; without condition and question the way is always taken.
    """

    flow: Flow
    question: str = ""

    def taken(self, data: Mapping[str, object]) -> bool:
        if self.flow.condition is not None:
            return _condition(self.flow, data)
        if not self.question:
            return True
        chosen = data.get(self.question)
        answers = chosen if isinstance(chosen, list) else [chosen]
        return any(answer in (self.flow.id, self.flow.name) for answer in answers if answer)


@dataclass(frozen=True)
class Computed:
    """A value that our own code computes where SpiffWorkflow expects an expression."""

    of: Callable[[Any], object]


def _condition(flow: Flow, data: Mapping[str, object]) -> bool:
    try:
        value = evaluate(flow.condition or "", data)
    except ExpressionError as error:
        raise ConditionFailed(flow, error.code, error.detail) from error
    if not isinstance(value, bool):
        raise ConditionFailed(flow, "not_true_or_false", type(value).__name__)
    return value


class _NoCode(BasePythonScriptEngineEnvironment):  # type: ignore[misc]
    """Some parts of SpiffWorkflow bypass the script engine and ask its environment: refused."""

    def evaluate(self, *_: object, **__: object) -> NoReturn:
        raise EngineError("code_refused")

    execute = call_service = evaluate


class Conditions(PythonScriptEngine):  # type: ignore[misc]
    """Evaluates over `data`, at the time `now`; None if nothing is run, only looked at."""

    def __init__(self, data: dict[str, object], now: datetime | None) -> None:
        if now is not None and now.tzinfo is None:
            raise ValueError("the time needs a time zone")
        super().__init__(environment=_NoCode())
        self.data, self.now = data, now

    def evaluate(self, task: Any, expression: object, external_context: object = None) -> object:
        if isinstance(expression, Path):
            return expression.taken({**self.data, **task.data})
        if isinstance(expression, Computed):
            return expression.of(task)
        raise EngineError("code_refused", str(expression)[:100])

    def execute(self, *_: object, **__: object) -> NoReturn:
        raise EngineError("code_refused")

    call_service = execute
