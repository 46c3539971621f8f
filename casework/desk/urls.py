"""Addresses of the desk."""

from django.urls import URLPattern, path

from casework.desk.views import (
    absences,
    audit,
    bylaws,
    calculator,
    case,
    cosign,
    deadline,
    decision,
    files,
    inbox,
    intake,
    lawwatch,
    letter,
    norms,
    readability,
    services,
    signing,
    step,
)
from casework.desk.views import team as team_views

app_name = "desk"
CASE = "cases/<str:file_number>/"
STEP = CASE + "steps/<int:step>/"
SIGN = CASE + "co-signatures/<int:co_signature>/"
NORM = "norms/<slug:slug>/<str:key>/"
urlpatterns: list[URLPattern] = [
    path("", inbox.inbox, name="inbox"),
    path("take-next/", inbox.take_next, name="take-next"),
    path(CASE, case.case, name="case"),
    path(CASE + "take/", case.take, name="take"),
    path(CASE + "assign/", case.assign, name="assign"),
    path(CASE + "deadlines/<int:deadline>/override/", deadline.override, name="deadline-override"),
    path(CASE + "deadlines/<int:deadline>/restore/", deadline.restore, name="deadline-restore"),
    path(CASE + "notes/", case.note, name="note"),
    path(CASE + "history/", case.history, name="history"),
    path(CASE + "documents/<int:document>/", files.document, name="document"),
    path(CASE + "notices/<int:notice>/", files.notice_pdf, name="notice-pdf"),
    path(STEP + "complete/", step.step_complete, name="step-complete"),
    path(STEP + "decision/", decision.decision_save, name="decision-save"),
    path(STEP + "readability/", readability.readability, name="readability"),
    path(STEP + "preview/", letter.letter_preview, name="letter-preview"),
    path(STEP + "issue/", letter.issue, name="issue"),
    path(STEP + "co-signature/", cosign.cosign_request, name="cosign-request"),
    path(SIGN, cosign.cosign, name="cosign"),
    path(SIGN + "preview/", cosign.cosign_preview, name="cosign-preview"),
    path(SIGN + "sign/", cosign.cosign_sign, name="cosign-sign"),
    path(SIGN + "return/", cosign.cosign_return, name="cosign-return"),
    path(SIGN + "withdraw/", cosign.cosign_withdraw, name="cosign-withdraw"),
    path("deadlines/", calculator.calculator, name="calculator"),
    path("team/", team_views.team, name="team"),
    path("team/assign/", team_views.team_assign, name="team-assign"),
    path("absences/", absences.absences, name="absences"),
    path("absences/<int:substitution>/end/", absences.absence_end, name="absence-end"),
    path("signing/", signing.signing, name="signing"),
    path("signing/<int:power>/withdraw/", signing.signing_withdraw, name="signing-withdraw"),
    path("audit/", audit.audit, name="audit"),
    path("intake/", intake.intake, name="intake"),
    path("intake/<int:submission>/raw/", intake.raw, name="submission-raw"),
    path("intake/<int:submission>/retry/", intake.retry, name="submission-retry"),
    path("intake/<int:submission>/discard/", intake.discard, name="submission-discard"),
    path("services/", services.services, name="services"),
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
