"""The story of a case in plain sentences, told from the audit log."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.audit.models import Entry
from casework.cases.models import Case

# How each act is told, after the name of who did it. "%(what)s" is the subject as the log names it.
SENTENCES: dict[str, Promise] = {
    "case.open": gettext_lazy("made this case of an application."),
    "case.answer": gettext_lazy("put an answer of the applicant into the file."),
    "case.take": gettext_lazy("took the case."),
    "case.assign": gettext_lazy("assigned the case."),
    "case.follow": gettext_lazy("keeps an eye on the case from now on."),
    "case.unfollow": gettext_lazy("no longer keeps an eye on the case."),
    "case.read": gettext_lazy("opened the case."),
    "case.history": gettext_lazy("read the history of the case."),
    "case.search": gettext_lazy("searched the cases."),
    "case.export": gettext_lazy("exported a list of cases."),
    "figures.export": gettext_lazy("exported figures."),
    "case.assign-undo": gettext_lazy("undid an assignment of the case."),
    "follow-up.set": gettext_lazy("set a follow-up for the case."),
    "follow-up.done": gettext_lazy("dealt with the follow-up of the case."),
    "follow-up.undo": gettext_lazy("undid a follow-up of the case."),
    "letter.preview": gettext_lazy("opened the draft of a letter: %(what)s."),
    "notice.check": gettext_lazy("checked the letter %(what)s for alterations."),
    "submission.read": gettext_lazy("saved what was submitted: %(what)s."),
    "post.read": gettext_lazy("opened the print batch %(what)s."),
    "sign-in.failed": gettext_lazy("refused a sign-in of %(what)s."),
    "sign-in": gettext_lazy("signed in."),
    "sign-out": gettext_lazy("signed out."),
    "sign-in.ended": gettext_lazy("ended a session of %(what)s that was idle or too old."),
    "sign-in.blocked": gettext_lazy("blocked the sign-in of %(what)s after failed attempts."),
    "sign-in.factor-failed": gettext_lazy("refused a wrong second factor of %(what)s."),
    "sign-in.refused": gettext_lazy("refused a sign-in through the identity provider."),
    "access.refused": gettext_lazy("wanted to open or change what they may not."),
    "session.end": gettext_lazy("ended their own other sessions."),
    "password.change": gettext_lazy("changed their password."),
    "password.set": gettext_lazy("set a password with a one-time link."),
    "factor.add": gettext_lazy("added a second factor."),
    "factor.remove": gettext_lazy("removed a second factor."),
    "factor.codes": gettext_lazy("made new recovery codes."),
    "person.create": gettext_lazy("made an account for %(what)s."),
    "person.change": gettext_lazy("changed what is told of %(what)s."),
    "person.link": gettext_lazy("made a one-time link for %(what)s; the old password is void."),
    "person.deactivate": gettext_lazy("deactivated the account of %(what)s."),
    "person.activate": gettext_lazy("activated the account of %(what)s again."),
    "person.factor-reset": gettext_lazy("removed the second factor of %(what)s."),
    "person.sessions-end": gettext_lazy("signed %(what)s out everywhere."),
    "person.unblock": gettext_lazy("lifted the block of %(what)s."),
    "accessibility.state": gettext_lazy("changed the accessibility statement."),
    "rules.change": gettext_lazy("changed the rules of signing in."),
    "claim.enter": gettext_lazy("entered which claim gives which role."),
    "claim.end": gettext_lazy("ended that a claim gives a role."),
    "claim.apply": gettext_lazy("set roles of %(what)s by the claims of the identity provider."),
    "audit.read": gettext_lazy("read the audit log."),
    "audit.story": gettext_lazy("read the log of the case."),
    "audit.check": gettext_lazy("checked the chain of the log."),
    "audit.export": gettext_lazy("exported entries of the log."),
    "audit.bundle": gettext_lazy("downloaded the whole log with its proof."),
    "audit.seals": gettext_lazy("downloaded the seals of the log."),
    "audit.patterns": gettext_lazy("looked for unusual patterns in the log."),
    "audit.sheet": gettext_lazy("filled in a check sheet for the case."),
    "audit.sample": gettext_lazy("drew a sample of closed cases."),
    "document.read": gettext_lazy("opened the document “%(what)s”."),
    "notice.read": gettext_lazy("opened the letter %(what)s."),
    "deadline.override": gettext_lazy("set another date by hand: %(what)s."),
    "deadline.restore": gettext_lazy("went back to the computed date: %(what)s."),
    "note.add": gettext_lazy("wrote a note."),
    "contact.add": gettext_lazy("noted a conversation."),
    "appointment.agree": gettext_lazy("promised a call-back or agreed a meeting."),
    "appointment.move": gettext_lazy("moved a call-back or a meeting."),
    "appointment.done": gettext_lazy("dealt with a call-back or a meeting."),
    "case.link": gettext_lazy("linked the case with another one."),
    "case.unlink": gettext_lazy("took a link with another case away."),
    "party.add": gettext_lazy("entered a representative."),
    "party.correct": gettext_lazy("corrected what is entered of a party."),
    "step.complete": gettext_lazy("completed “%(what)s”."),
    "decision.draft": gettext_lazy("began the draft of the decision."),
    "decision.edit": gettext_lazy("changed the draft of the decision."),
    "decision.outcome": gettext_lazy("chose another outcome for the decision."),
    "decision.restore": gettext_lazy("brought back texts of the decision that were replaced."),
    "cosign.request": gettext_lazy("asked for a co-signature of “%(what)s”."),
    "cosign.read": gettext_lazy("opened the draft of “%(what)s” to co-sign it."),
    "cosign.sign": gettext_lazy("co-signed “%(what)s”."),
    "cosign.return": gettext_lazy("sent “%(what)s” back instead of co-signing it."),
    "cosign.withdraw": gettext_lazy("withdrew the request to co-sign “%(what)s”."),
    "power.grant": gettext_lazy("granted %(what)s a power to sign."),
    "power.withdraw": gettext_lazy("withdrew a power to sign from %(what)s."),
    "substitution.enter": gettext_lazy("entered an absence of %(what)s."),
    "substitution.end": gettext_lazy("ended a substitution for %(what)s."),
    "finding.accept": gettext_lazy("gave a reason why a warning of the legal checks may stand."),
    "finding.override": gettext_lazy("overrode a legal check that stopped the notice."),
    "finding.withdraw": gettext_lazy("took an answer to a legal check back."),
    "notice.issue": gettext_lazy("issued the letter of “%(what)s”."),
    "notice.issue-letter": gettext_lazy("issued a letter that belongs to no step."),
    "deadline.settle": gettext_lazy("noted that an answer is no longer awaited: %(what)s."),
    "delivery.plan": gettext_lazy("planned the delivery of the letter %(what)s."),
    "delivery.posted": gettext_lazy("handed the letter %(what)s to the post."),
    "delivery.proof": gettext_lazy("entered a proof of the delivery of %(what)s."),
    "delivery.correct": gettext_lazy("corrected a proof of the delivery of %(what)s."),
    "delivery.notified": gettext_lazy("noted that the letter %(what)s counts as notified."),
    "delivery.sent": gettext_lazy("sent the letter %(what)s through the portal."),
    "delivery.uncertain": gettext_lazy("does not know whether the letter %(what)s arrived."),
    "delivery.again": gettext_lazy("sends the letter %(what)s through the portal again."),
    "delivery.fail": gettext_lazy("gave up a way of delivering the letter %(what)s."),
    "delivery.try": gettext_lazy("tried in vain to hand over the letter %(what)s."),
    "delivery.channel": gettext_lazy("chose another way for the letter %(what)s."),
    "delivery.rule": gettext_lazy("set the rule of the portal for the letter %(what)s."),
    "delivery.final": gettext_lazy("computed anew when %(what)s becomes final."),
    "delivery.informed": gettext_lazy("judged the remedy information of %(what)s."),
    "delivery.cancel": gettext_lazy("decided not to send the letter %(what)s."),
    "delivery.returned": gettext_lazy("noted that the letter %(what)s came back."),
    "delivery.return-undone": gettext_lazy("took back that the letter %(what)s came back."),
    "fiction.enter": gettext_lazy("entered the authority's own fiction of notification."),
    "post.print": gettext_lazy("made a print batch for %(what)s."),
    "post.posted": gettext_lazy("noted the day of posting of the batch %(what)s."),
    "post.correct": gettext_lazy("corrected the day of posting of the batch %(what)s."),
    "post.dissolve": gettext_lazy("dissolved the print batch %(what)s."),
    "objection.enter": gettext_lazy("entered an objection against %(what)s."),
    "objection.track": gettext_lazy("sent the objection against %(what)s on its way."),
    "objection.withdraw": gettext_lazy("noted the withdrawal of the objection against %(what)s."),
    "objection.settle": gettext_lazy("noted that %(what)s decides on the objection."),
    "case.track": gettext_lazy("opened this case for an objection or the like."),
    "batch.make": gettext_lazy("chose cases to be issued together (%(what)s)."),
    "batch.ready": gettext_lazy("checked the cases to be issued together (%(what)s)."),
    "batch.confirm": gettext_lazy("confirmed that notices are issued together (%(what)s)."),
    "batch.stop": gettext_lazy("stopped notices that are issued together (%(what)s)."),
    "batch.done": gettext_lazy("issued the last of the notices issued together (%(what)s)."),
    "exclusion.report": gettext_lazy("reported their own bias and handed the case on."),
    "exclusion.set": gettext_lazy("excluded %(what)s from the case for bias."),
    "exclusion.lift": gettext_lazy("lifted the exclusion of %(what)s from the case."),
    "share.grant": gettext_lazy("shared the case with %(what)s."),
    "share.change": gettext_lazy("changed what was shared with %(what)s."),
    "share.end": gettext_lazy("ended what was shared with %(what)s."),
    "share.answer": gettext_lazy("answered a question on the case."),
    "unit.create": gettext_lazy("created the unit %(what)s."),
    "unit.rename": gettext_lazy("renamed the unit %(what)s."),
    "unit.move": gettext_lazy("moved the unit %(what)s."),
    "unit.close": gettext_lazy("closed the unit %(what)s."),
    "unit.reopen": gettext_lazy("opened the unit %(what)s again."),
    "role.grant": gettext_lazy("granted a role to %(what)s."),
    "role.withdraw": gettext_lazy("withdrew a role from %(what)s."),
    "process.timer": gettext_lazy("moved the process on because its time had come."),
    "law.note": gettext_lazy("wrote a note on %(what)s."),
    "law.review": gettext_lazy("reviewed a change of the law: %(what)s."),
    "submission.settle": gettext_lazy("dealt with the submission %(what)s."),
    "submission.forget": gettext_lazy("emptied the discarded submission %(what)s."),
    "submission.discard": gettext_lazy("discarded the submission %(what)s."),
    "service.install": gettext_lazy("installed the service %(what)s."),
    "law.bylaw": gettext_lazy("entered the text of a by-law."),
    "law.link": gettext_lazy("entered a law with its link."),
    "law.dates": gettext_lazy("entered the days in force of %(what)s."),
    "hold.place": gettext_lazy("placed a hold on the case: it is not deleted."),
    "hold.lift": gettext_lazy("lifted a hold on the case."),
    "mark.correction": gettext_lazy("noted that correction of data is asked for."),
    "mark.restriction": gettext_lazy("restricted the use of the case's data."),
    "mark.lift": gettext_lazy("settled a mark of data protection."),
    "case.sensitive": gettext_lazy("opened the sensitive data of the case."),
    "case.erase": gettext_lazy("deleted the case in the run %(what)s."),
    "deletion.propose": gettext_lazy("proposed a deletion: %(what)s."),
    "deletion.confirm": gettext_lazy("confirmed a deletion: %(what)s."),
    "deletion.stop": gettext_lazy("stopped a deletion: %(what)s."),
    "deletion.done": gettext_lazy("finished a deletion: %(what)s."),
    "subject.search": gettext_lazy("searched for a person to answer about their data."),
    "subject.export": gettext_lazy("exported a person's data to answer about them."),
    "privacy.office": gettext_lazy("changed who answers for data protection."),
    "law.note-withdraw": gettext_lazy("withdrew a note on %(what)s."),
}


@dataclass(frozen=True)
class Sentence:
    """One line of the story."""

    at: datetime
    who: str
    text: str
    reason: str
    norm: str
    is_reading: bool
    in_place_of: str = ""


def story_of(case: Case, *, limit: int = 500) -> list[Sentence]:
    """What happened to the case, the latest first; at most `limit` lines, one query."""
    entries = Entry.objects.filter(
        case_id=case.pk, action__in=(Entry.Action.ACT, Entry.Action.ACCESS)
    ).order_by("-id")
    return list(tell(entries.select_related("on_behalf_of")[:limit]))


def tell(entries: Iterable[Entry]) -> Iterator[Sentence]:
    """Each entry as a sentence."""
    for entry in entries:
        yield Sentence(
            at=entry.timestamp,
            who=entry.actor_name or _("The system"),
            text=sentence_of(entry),
            reason=entry.reason,
            norm=entry.norm,
            is_reading=entry.action == Entry.Action.ACCESS,
            in_place_of=str(entry.on_behalf_of or ""),
        )


def sentence_of(entry: Entry) -> str:
    """What the entry says happened; an act without a sentence is named as the log names it."""
    template = SENTENCES.get(entry.act)
    if template is None:
        return f"{entry.act}: {entry.object_repr}"
    return str(template) % {"what": entry.object_repr}
