"""The law that is cited: it exists, is in force on the day of decision, and is the right one."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from casework.decisions.checks.draft import Draft
from casework.decisions.checks.finding import BLOCKER, WARNING, Found, check, found, norms, same
from casework.decisions.checks.vouched import norms_of, vouched
from casework.decisions.citations import Cited
from legal.aliases import comparable
from legal.citations import Citation

# The state must act on law in force (Art. 20 III GG); what does not exist supports nothing.
BOUND_BY_LAW = same("Art. 20 Abs. 3 GG")
OTHER_PROCEDURE = {"VwVfG": ("SGB X",), "SGB X": ("VwVfG",), "AO": ("VwVfG", "SGB X")}


@check(
    "norm-missing",
    BLOCKER,
    BOUND_BY_LAW,
    title=_("The norms cited exist and are in force"),
    question=_("This norm does not exist in the version in force on %(day)s: %(norms)s"),
    remedy=_("Correct the citation."),
    looked_at=_("each citation, looked up in the imported law"),
    place="reasons",
)
def norm_missing(draft: Draft) -> Found | None:
    missing = [cited.text for cited in draft.cited if cited.broken]
    if not missing:
        return None
    day = draft.on.strftime("%d.%m.%Y")
    return found(norm=missing[0], day=day, norms=", ".join(missing))


@check(
    "law-repealed",
    BLOCKER,
    BOUND_BY_LAW,
    title=_("The laws cited are in force"),
    question=_("Is this law still in force? The official source no longer carries it: %(norms)s"),
    remedy=_("Cite the law that took its place."),
    looked_at=_("each law cited, and whether the official source still carries it"),
    place="reasons",
    overridable=True,
)
def law_repealed(draft: Draft) -> Found | None:
    repealed = [one.text for one in draft.cited if one.withdrawn and not one.broken]
    return found(norm=repealed[0], norms=", ".join(repealed)) if repealed else None


@check(
    "norm-unchecked",
    WARNING,
    BOUND_BY_LAW,
    title=_("Citations of your own could be looked up"),
    question=_("The text of these norms is not loaded; nobody checked that they exist: %(norms)s"),
    remedy=_("Check them in the official text."),
    looked_at=_("the citations that are not from the service, looked up in the imported law"),
    place="reasons",
    answers=(_("Looked up in the official text; they exist and are in force."),),
)
def norm_unchecked(draft: Draft) -> Found | None:
    unknown = [one for one in _unchecked(draft) if not _local(draft, one)]
    return _listed(unknown)


@check(
    "local-law-unchecked",
    WARNING,
    BOUND_BY_LAW,
    title=_("By-laws you cite are entered"),
    question=_("Is the by-law in force like this? Its text is not entered: %(norms)s"),
    remedy=_("Have the by-law entered, so that the decision can hold on to its version."),
    looked_at=_("the citations of the service's own by-laws that are not from its text blocks"),
    place="reasons",
    answers=(_("Looked up in the promulgated text; it is in force."),),
)
def local_law_unchecked(draft: Draft) -> Found | None:
    return _listed([one for one in _unchecked(draft) if _local(draft, one)])


@check(
    "procedure-law",
    BLOCKER,
    norms("§ 1 Abs. 1 Satz 1 SGB X", "§ 2 Abs. 2 Nr. 4 VwVfG", "§ 2 Abs. 2 Nr. 1 VwVfG"),
    title=_("The law of procedure is the right one"),
    question=_("Which law of procedure applies? Here it is the %(regime)s, cited is: %(norms)s"),
    remedy=_("Cite the provision of the procedure law that governs this service."),
    looked_at=_("the laws cited and the procedure law of the service"),
    place="reasons",
    overridable=True,
)
def procedure_law(draft: Draft) -> Found | None:
    wrong = [one.text for one in draft.cited if _is_of_other(one, draft.regime)]
    return found(regime=draft.regime, norms=", ".join(wrong)) if wrong else None


def _is_of_other(cited: Cited, regime: str) -> bool:
    """Whether it cites another procedure's law; a Land's own act counts as the VwVfG."""
    laws = ("VwVfG" if law.endswith("VwVfG") else law for law in _laws(cited.targets))
    return any(law in OTHER_PROCEDURE.get(regime, ()) for law in laws)


def _unchecked(draft: Draft) -> list[Cited]:
    """Citations nobody looked up: the law is not loaded, and the service did not bring them."""
    known = vouched(draft.case.service_version_id)
    return [
        one
        for one in draft.cited
        if not one.checked
        and not (one.targets and norms_of(one.targets) <= known)
        and not _is_of_other(one, draft.regime)
    ]


def _local(draft: Draft, cited: Cited) -> bool:
    own = {comparable(name) for name in draft.package.local_laws}
    return any(comparable(law) in own for law in _laws(cited.targets))


def _laws(targets: Iterable[Citation]) -> set[str]:
    return {target.law for target in targets if target.law}


def _listed(cited: list[Cited]) -> Found | None:
    texts = [one.text for one in cited]
    return found(norm=texts[0], norms=", ".join(texts)) if texts else None


CHECKS = (
    norm_missing,
    law_repealed,
    norm_unchecked,
    local_law_unchecked,
    procedure_law,
)
