from django.apps import AppConfig

# What is written for one person; outcome, norms, fee and form stay readable in the log.
TEXTS = [
    "operative_part",
    "reasons",
    "clauses",
    "considerations",
    "hearing_reason",
    "answer_treatment",
    "plain_text",
    "translation",
    "set_aside",
]


class DecisionsConfig(AppConfig):
    name = "casework.decisions"
    label = "decisions"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from casework.audit.masking import MASK
        from casework.decisions.models import (
            CitedNorm,
            CoSignature,
            Decision,
            FindingAnswer,
        )

        auditlog.register(Decision, mask_fields=TEXTS, mask_callable=MASK)
        auditlog.register(CitedNorm)
        auditlog.register(FindingAnswer, mask_fields=["reason"], mask_callable=MASK)
        auditlog.register(CoSignature, mask_fields=["comment"], mask_callable=MASK)
