from django.apps import AppConfig

PERSONAL = [
    "organisation",
    "salutation",
    "given_name",
    "family_name",
    "birth_date",
    "street",
    "postal_code",
    "city",
    "email",
    "phone",
    "country",
    "language",
    "portal_address",
]


class CasesConfig(AppConfig):
    name = "casework.cases"
    label = "cases"

    def ready(self) -> None:
        from auditlog.registry import auditlog

        from casework.audit.masking import MASK
        from casework.cases.models import (
            Appointment,
            Case,
            CaseLink,
            Contact,
            Deadline,
            Document,
            Exclusion,
            Follow,
            FollowUp,
            Mark,
            Note,
            Party,
            PartyChange,
            Share,
        )

        # The application's data and the bytes of documents are the record itself, not the log's.
        auditlog.register(
            Case,
            exclude_fields=["data", "version", "attention", "attention_since", "next_on"],
            mask_fields=["applicant_name"],
            mask_callable=MASK,
        )
        auditlog.register(Party, mask_fields=PERSONAL, mask_callable=MASK)
        auditlog.register(
            Document, exclude_fields=["is_read"], mask_fields=["filename"], mask_callable=MASK
        )
        auditlog.register(
            Deadline,
            exclude_fields=["because"],
            mask_fields=["override_reason"],
            mask_callable=MASK,
        )
        auditlog.register(Follow)
        auditlog.register(FollowUp, mask_fields=["reason"], mask_callable=MASK)
        auditlog.register(Mark, mask_fields=["statement", "lifted_reason"], mask_callable=MASK)
        auditlog.register(Contact, mask_fields=["spoke_with", "text"], mask_callable=MASK)
        auditlog.register(
            Appointment,
            mask_fields=["phone", "about"],
            exclude_fields=["uid", "changed_at"],
            mask_callable=MASK,
        )
        auditlog.register(
            PartyChange, mask_fields=["before", "after", "reason"], mask_callable=MASK
        )
        auditlog.register(CaseLink, mask_fields=["why"], mask_callable=MASK)
        auditlog.register(Note, mask_fields=["text"], mask_callable=MASK)
        auditlog.register(Exclusion, mask_fields=["reason", "lift_reason"], mask_callable=MASK)
        auditlog.register(Share, mask_fields=["why", "question", "answer"], mask_callable=MASK)
