"""The check sheet of a drawn case: its questions and the answers there are."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The norms are those of the general procedure; a service under the SGB X has the ones named second.
QUESTIONS: dict[str, Promise] = {
    "complete": _("Is the file complete: application, evidence, letters, proofs of delivery?"),
    "competent": _(
        "Did the competent office decide, and nobody who is excluded (§§ 20, 21 VwVfG;"
        " §§ 16, 17 SGB X)?"
    ),
    "heard": _("Was the party heard before a burdensome decision (§ 28 VwVfG; § 24 SGB X)?"),
    "reasons": _("Do the reasons carry the decision (§ 39 VwVfG; § 35 SGB X)?"),
    "discretion": _("Was discretion seen and exercised (§ 40 VwVfG; § 39 SGB I)?"),
    "periods": _("Were the periods kept?"),
    "signed": _("Were the powers to sign and the co-signature respected?"),
    "notified": _("Is it shown that and when the decision was notified (§ 41 VwVfG; § 37 SGB X)?"),
    "readers": _("Was the file opened only by people who had to do with it?"),
}
ANSWERS: dict[str, Promise] = {
    "yes": _("yes"),
    "no": _("no"),
    "none": _("does not apply"),
}
