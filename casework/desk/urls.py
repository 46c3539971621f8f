"""Addresses of the desk."""

from django.urls import URLPattern, URLResolver, include, path

from casework.desk.case.views import access, case, deadline, files, review, sensitive, step
from casework.desk.deadlines import views as calculator
from casework.desk.decide.views import cosign, decision, free_letter, letter, readability
from casework.desk.inbox.views import batches, bulk, inbox, lists, look
from casework.desk.law.views import bylaws, lawwatch, norms, services
from casework.desk.mail.views import delivery, objection, post, post_batch, returned
from casework.desk.office.views import (
    absences,
    intake,
    letter_styles,
    notice_check,
    overview,
    signing,
    units,
)
from casework.desk.office.views import roles as role_views
from casework.desk.staff import rule_views
from casework.desk.staff import views as staff
from casework.desk.team import views as team_views

app_name = "desk"
CASE = "cases/<str:file_number>/"
DEADLINE = CASE + "deadlines/<int:deadline>/"
LETTER = CASE + "letters/new/<slug:kind>/"
STEP = CASE + "steps/<int:step>/"
SIGN = CASE + "co-signatures/<int:co_signature>/"
SHARE = CASE + "access/shares/<int:share>/"
MAIL = CASE + "deliveries/<int:delivery>/"
BATCH = "post/batches/<int:batch>/"
NORM = "norms/<slug:slug>/<str:key>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", inbox.inbox, name="inbox"),
    path("take-next/", inbox.take_next, name="take-next"),
    path(CASE, case.case, name="case"),
    path(CASE + "take/", case.take, name="take"),
    path(CASE + "assign/", case.assign, name="assign"),
    path(CASE + "look/", look.look, name="look"),
    path(CASE + "follow-up/", look.follow_up, name="follow-up"),
    path(CASE + "follow-up/done/", look.follow_up_done, name="follow-up-done"),
    path(DEADLINE + "override/", deadline.override, name="deadline-override"),
    path(DEADLINE + "restore/", deadline.restore, name="deadline-restore"),
    path(DEADLINE + "settle/", free_letter.answer_settle, name="answer-settle"),
    path(CASE + "letters/new/", free_letter.letter_new, name="letter-new"),
    path(LETTER, free_letter.letter_write, name="letter-write"),
    path(LETTER + "draft/", free_letter.letter_draft, name="letter-draft"),
    path(LETTER + "issue/", free_letter.letter_issue, name="letter-issue"),
    path(LETTER + "readability/", free_letter.letter_readability, name="letter-readability"),
    path(CASE + "access/", access.access, name="case-access"),
    path(CASE + "access/share/", access.share, name="share"),
    path(SHARE + "change/", access.share_change, name="share-change"),
    path(SHARE + "end/", access.share_end, name="share-end"),
    path(SHARE + "answer/", access.share_answer, name="share-answer"),
    path(CASE + "access/exclude/", access.exclude, name="case-exclude"),
    path(
        CASE + "access/exclusions/<int:exclusion>/lift/",
        access.exclusion_lift,
        name="exclusion-lift",
    ),
    path(CASE + "notes/", case.note, name="note"),
    path(CASE + "review/", review.review, name="review"),
    path(CASE + "sensitive/", sensitive.sensitive, name="sensitive"),
    path(CASE + "history/", case.history, name="history"),
    path(CASE + "documents/<int:document>/", files.document, name="document"),
    path(CASE + "notices/<int:notice>/objection/", objection.objection, name="objection"),
    path(
        CASE + "objections/<int:objection>/withdraw/",
        objection.objection_withdraw,
        name="objection-withdraw",
    ),
    path(MAIL, delivery.delivery, name="delivery"),
    path(MAIL + "proofs/<int:proof>/correct/", delivery.proof_correct, name="proof-correct"),
    path(MAIL + "<slug:what>/", delivery.delivery_act, name="delivery-act"),
    path("post/", post.post, name="post"),
    path("post/print/", post.post_print, name="post-print"),
    path("post/returned/", returned.returned, name="returned"),
    path(BATCH, post_batch.batch, name="post-batch"),
    path(BATCH + "pdf/", post_batch.batch_pdf, name="post-batch-pdf"),
    path(BATCH + "posted/", post_batch.batch_posted, name="post-batch-posted"),
    path(BATCH + "correct/", post_batch.batch_correct, name="post-batch-correct"),
    path(BATCH + "dissolve/", post_batch.batch_dissolve, name="post-batch-dissolve"),
    path(CASE + "notices/<int:notice>/", files.notice_pdf, name="notice-pdf"),
    path(CASE + "notices/<int:notice>/check/", notice_check.notice_check, name="notice-check"),
    path(STEP + "complete/", step.step_complete, name="step-complete"),
    path(STEP + "decision/", decision.decision_save, name="decision-save"),
    path(STEP + "findings/", decision.finding_answer, name="finding-answer"),
    path(STEP + "readability/", readability.readability, name="readability"),
    path(STEP + "preview/", letter.letter_preview, name="letter-preview"),
    path(STEP + "issue/", letter.issue, name="issue"),
    path(STEP + "co-signature/", cosign.cosign_request, name="cosign-request"),
    path(SIGN, cosign.cosign, name="cosign"),
    path(SIGN + "preview/", cosign.cosign_preview, name="cosign-preview"),
    path(SIGN + "sign/", cosign.cosign_sign, name="cosign-sign"),
    path(SIGN + "return/", cosign.cosign_return, name="cosign-return"),
    path(SIGN + "withdraw/", cosign.cosign_withdraw, name="cosign-withdraw"),
    path("inbox/news/", lists.news, name="inbox-news"),
    path("inbox/list.csv", lists.list_csv, name="inbox-csv"),
    path("inbox/views/save/", lists.view_save, name="view-save"),
    path("inbox/views/<int:view>/remove/", lists.view_remove, name="view-remove"),
    path("bulk/assign/", bulk.bulk_assign, name="bulk-assign"),
    path("bulk/follow-up/", bulk.bulk_follow_up, name="bulk-follow-up"),
    path("bulk/<int:act>/", bulk.bulk_result, name="bulk"),
    path("bulk/<int:act>/undo/", bulk.bulk_undo_act, name="bulk-undo"),
    path("batches/", batches.batches, name="batches"),
    path("batches/new/", batches.batch_new, name="batch-new"),
    path("batches/<int:batch>/", batches.batch, name="batch"),
    path("batches/<int:batch>/confirm/", batches.batch_confirm, name="batch-confirm"),
    path("batches/<int:batch>/stop/", batches.batch_stop, name="batch-stop"),
    path("deadlines/", calculator.calculator, name="calculator"),
    path("team/", team_views.team, name="team"),
    path("team/assign/", team_views.team_assign, name="team-assign"),
    path("absences/", absences.absences, name="absences"),
    path("absences/<int:substitution>/end/", absences.absence_end, name="absence-end"),
    path("people/", staff.staff, name="staff"),
    path("people/new/", staff.person_new, name="person-new"),
    path("people/<int:person>/", staff.person, name="person"),
    path("people/<int:person>/link/", staff.person_link, name="person-link"),
    path("people/<int:person>/<slug:what>/", staff.person_act, name="person-act"),
    path("sign-in-rules/", rule_views.sign_in_rules, name="sign-in-rules"),
    path("sign-in-rules/claims/", rule_views.claim_enter, name="claim-enter"),
    path("sign-in-rules/claims/<int:claim>/end/", rule_views.claim_end, name="claim-end"),
    path("office/", overview.office, name="office"),
    path("units/", units.units, name="units"),
    path("units/<int:unit>/", units.unit, name="unit"),
    path("units/<int:unit>/create/", units.unit_create, name="unit-create"),
    path("units/<int:unit>/rename/", units.unit_rename, name="unit-rename"),
    path("units/<int:unit>/move/", units.unit_move, name="unit-move"),
    path("units/<int:unit>/close/", units.unit_close, name="unit-close"),
    path("units/<int:unit>/roles/<slug:what>/", role_views.role_change, name="role-change"),
    path("units/people/<int:person>/", role_views.person_roles, name="person-roles"),
    path("signing/", signing.signing, name="signing"),
    path("signing/<int:power>/withdraw/", signing.signing_withdraw, name="signing-withdraw"),
    path("audit/", include("casework.desk.audit_room.urls")),
    path("privacy/", include("casework.desk.keeping.urls")),
    path("intake/", intake.intake, name="intake"),
    path("intake/<int:submission>/raw/", intake.raw, name="submission-raw"),
    path("intake/<int:submission>/retry/", intake.retry, name="submission-retry"),
    path("intake/<int:submission>/discard/", intake.discard, name="submission-discard"),
    path("services/", services.services, name="services"),
    path("letter-styles/", letter_styles.letter_styles, name="letter-styles"),
    path("letter-styles/edit/", letter_styles.letter_style, name="letter-style"),
    path("letter-styles/preview/", letter_styles.letter_style_preview, name="letter-style-preview"),
    path("law-review/", lawwatch.law_review, name="law-review"),
    path("law-review/mark/", lawwatch.law_review_mark, name="law-review-mark"),
    path("bylaws/", bylaws.bylaws, name="bylaws"),
    path("bylaws/links/", bylaws.link_save, name="law-link"),
    path("bylaws/new/", bylaws.bylaw_enter, name="bylaw-new"),
    path("bylaws/text/<slug:slug>/", bylaws.bylaw_enter, name="bylaw-text"),
    path("norms/", norms.norm_find, name="norm-find"),
    path(NORM + "dates/", norms.norm_dates, name="norm-dates"),
    path(NORM + "notes/", norms.norm_notes, name="norm-notes"),
]
