"""The content of a decision: outcome, operative part, reasons, and the norms it rests on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.models import Case
from casework.process.models import Step
from legal.models import NormVersion


class Decision(models.Model):
    """A decision on a case, drafted by a caseworker and frozen when its notice is issued."""

    class Outcome(models.TextChoices):
        GRANT = "grant", _("grant")
        PARTIAL = "partial", _("grant in part")
        REFUSE = "refuse", _("refuse")
        WITHDRAW = "withdraw", _("withdraw")  # an unlawful act: § 48 VwVfG, §§ 44, 45 SGB X
        REVOKE = "revoke", _("revoke")  # a lawful act: § 49 VwVfG, §§ 46 to 48 SGB X
        CORRECT = "correct", _("correct")  # an obvious error: § 42 VwVfG, § 38 SGB X
        CERTIFY = "certify", _("certify the permit by fiction")  # § 42a III VwVfG

    class Channel(models.TextChoices):
        POST = "post", _("by post")
        FORMAL = "formal", _("formal service")
        COUNTER = "counter", _("handed over at the counter")
        PORTAL = "portal", _("through the portal")

    class SignatureForm(models.TextChoices):
        """§ 37 III to V VwVfG, § 33 III to V SGB X, § 119 III AO; § 3a III VwVfG for the seal."""

        NAME = "electronic-name", _("name printed")
        HAND = "handwritten", _("signed by hand")
        SEAL = "sealed", _("electronically sealed")
        AUTOMATED = "automated", _("automated, without signature and name")

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        ISSUED = "issued", _("issued")

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    step = models.OneToOneField(Step, models.PROTECT, related_name="decision")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    operative_part = models.TextField(_("operative part"), blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    clauses = models.JSONField(_("ancillary clauses"), default=list, blank=True)
    discretion_norm = models.CharField(_("discretion under"), max_length=200, blank=True)
    considerations = models.JSONField(_("discretion"), default=list, blank=True)
    hearing_exception = models.CharField(_("no hearing because of"), max_length=100, blank=True)
    hearing_reason = models.TextField(_("why no hearing"), blank=True)
    answer_treatment = models.TextField(_("what the answer changed"), blank=True)
    target = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="later_decisions"
    )  # the earlier decision that is withdrawn, revoked or corrected
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2, null=True, blank=True)
    fee_amount = models.DecimalField(
        _("fee"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    fee_basis = models.CharField(_("basis of the fee"), max_length=300, blank=True)
    channel = models.CharField(
        _("way to the addressee"), max_length=10, choices=Channel.choices, default=Channel.POST
    )
    signature_form = models.CharField(
        _("signature"), max_length=20, choices=SignatureForm.choices, default=SignatureForm.NAME
    )
    plain_text = models.TextField(_("in plain language"), blank=True)
    translation_language = models.CharField(_("translated into"), max_length=8, blank=True)
    translation = models.TextField(_("translation"), blank=True)
    set_aside = models.JSONField(_("texts set aside"), default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft", decided_by__isnull=True, decided_at__isnull=True)
                | Q(status="issued", decided_by__isnull=False, decided_at__isnull=False),
                name="decision_issued_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(fee_amount__isnull=True) | ~Q(fee_basis=""),
                name="decision_fee_has_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"decision #{self.pk}"

    @property
    def clause_texts(self) -> list[str]:
        """The ancillary clauses' own words, in order."""
        return [clause["text"] for clause in self.clauses]


class FindingAnswer(models.Model):
    """Why a finding of the legal checks does not stop the notice.

    A warning is accepted with a reason; a blocker is overridden by a lead, where the law leaves
    room. It holds for the finding as it was (`fingerprint`), not for a later one.
    """

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("considered")
        OVERRIDDEN = "overridden", _("overridden")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="finding_answers")
    code = models.CharField(max_length=60)
    fingerprint = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    reason = models.TextField(_("reason"))
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("answer to a finding")
        verbose_name_plural = _("answers to findings")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "code", "fingerprint"], name="finding_answer_unique"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="finding_answer_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.kind}"


class CoSignature(models.Model):
    """One request for a co-signature (Mitzeichnung) of a draft, and what became of it.

    It is for the draft in `version`: what is changed afterwards must be signed anew.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("requested")
        SIGNED = "signed", _("co-signed")
        RETURNED = "returned", _("sent back")
        WITHDRAWN = "withdrawn", _("withdrawn")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="co_signatures")
    version = models.PositiveIntegerField()
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    asked = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="co_signatures_asked"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    comment = models.TextField(_("comment"), blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    in_place_of = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    capacity = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("co-signature")
        verbose_name_plural = _("co-signatures")
        ordering = ["requested_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(state="requested"), name="co_signature_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="requested", settled_by__isnull=True, settled_at__isnull=True)
                | (~Q(state="requested") & Q(settled_by__isnull=False, settled_at__isnull=False)),
                name="co_signature_settled_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | ~Q(settled_by=models.F("requested_by")),
                name="co_signature_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(comment=""),
                name="co_signature_returned_with_comment",
            ),
        ]

    def __str__(self) -> str:
        return f"co-signature #{self.pk}: {self.state}"


class CitedNorm(models.Model):
    """A norm a decision cites, pinned to the version of its text that was used."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="cited_norms")
    position = models.PositiveSmallIntegerField()
    citation = models.CharField(max_length=200)
    norm_version = models.ForeignKey(
        NormVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    text_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("cited norm")
        verbose_name_plural = _("cited norms")
        ordering = ["decision", "position"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "position"], name="cited_norm_unique"),
        ]

    def __str__(self) -> str:
        return self.citation
