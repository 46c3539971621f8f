"""Service packages: a folder or zip that brings a public service into the product.

``read_package(path_or_zip_bytes)`` returns a frozen ``Package`` or raises ``PackageError`` with
all problems at once. Pure: no database, no network, no clock. The format is described for
authors in ``docs/service-packages.md``.

The names to build on (all importable from here):

* ``Package`` – the whole; ``package.step(task_id)``, ``package.letter(key)``,
  ``package.prefill(step, outcome, process_data)``, ``package.applicant(data)``,
  ``package.missing_documents(data, present_keys)``, ``package.value_of(data, process_data)``,
  ``package.digest``, ``package.files``.
* ``Step`` with ``LawBinding``, ``CheckItem``, ``Field`` (``Option``), ``StepPeriod``.
  ``step.task`` is the BPMN id. Field values become process data under ``field.key``; completing
  a ``decide`` step also sets ``outcome``; ``step.letter_for(outcome)`` is its letter.
  A ``letter`` step's ``period`` is the one set to the addressee; a ``wait`` step with
  ``due_from`` is due when the period of that letter ends; ``step.answered(process_data)`` tells
  whether an answer came.
* ``Process`` (``xml`` as exported, ``tasks``: id to name), ``ProcessingPeriod``, ``Period``,
  ``Fee``, ``ExpectedDocument``, ``SummaryField``, ``TextBlock``, ``Letter``, ``Sample``.
* ``fill(text, values, labels)`` – fills placeholders, see ``placeholders``.
* ``schema_errors(schema, data)`` – every error of application data.
* ``model_warnings(package)`` – what the process engine finds worth knowing of a valid package.
* ``Problem`` (``file``, ``place``, ``code``, ``what``, ``remedy``) and ``PackageError``.
"""

from casework.services.package.contents import Package
from casework.services.package.parts import (
    ExpectedDocument,
    Fee,
    Letter,
    Process,
    ProcessingPeriod,
    Sample,
    SummaryField,
    TextBlock,
    TextUse,
)
from casework.services.package.placeholders import Filled, fill
from casework.services.package.problems import PackageError, Problem
from casework.services.package.process_model import model_warnings
from casework.services.package.reader import read_package
from casework.services.package.schema import errors as schema_errors
from casework.services.package.step_parts import (
    CheckItem,
    Field,
    LawBinding,
    Option,
    Period,
    Step,
    StepPeriod,
)

__all__ = [
    "CheckItem",
    "ExpectedDocument",
    "Fee",
    "Field",
    "Filled",
    "LawBinding",
    "Letter",
    "Option",
    "Package",
    "PackageError",
    "Period",
    "Problem",
    "Process",
    "ProcessingPeriod",
    "Sample",
    "Step",
    "StepPeriod",
    "SummaryField",
    "TextBlock",
    "TextUse",
    "fill",
    "read_package",
    "schema_errors",
    "model_warnings",
]
