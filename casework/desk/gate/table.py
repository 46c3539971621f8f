"""Every page of the application and who may open it or send it something.

A page that is not in this table is open to nobody. What comes of it for each role is written out,
page by page, in docs/access.md (`manage.py access_matrix --write`).
"""

from casework.desk.gate.rules import (
    ADMINISTERS,
    AUDITS,
    AUDITS_ALL,
    AUDITS_CASE,
    CHANGES,
    COMMENTS,
    KEEPS,
    LEADS,
    LEADS_CASE,
    PUBLIC,
    SEES,
    SENDER,
    SIGNED_IN,
    SIGNS,
    STAFF,
    WORKS,
    WRITES_NOTES,
    Policy,
    form,
    page,
)

ACCOUNT: dict[str, Policy] = {
    "account_login": form(PUBLIC),
    "account_logout": form(PUBLIC),
    "account_start": form(PUBLIC),
    "mfa_authenticate": form(PUBLIC),
    "mfa_login_webauthn": form(PUBLIC),
    "mfa_index": page(SIGNED_IN),
    "account_change_password": form(SIGNED_IN),
    "account_reauthenticate": form(SIGNED_IN),
    "mfa_reauthenticate": form(SIGNED_IN),
    "mfa_reauthenticate_webauthn": form(SIGNED_IN),
    "account_provider_again": page(SIGNED_IN),
    "mfa_activate_totp": form(SIGNED_IN),
    "mfa_deactivate_totp": form(SIGNED_IN),
    "mfa_view_recovery_codes": page(SIGNED_IN),
    "mfa_generate_recovery_codes": form(SIGNED_IN),
    "mfa_list_webauthn": page(SIGNED_IN),
    "mfa_add_webauthn": form(SIGNED_IN),
    "mfa_edit_webauthn": form(SIGNED_IN),
    "mfa_remove_webauthn": form(SIGNED_IN),
    "account_session_end": Policy(None, SIGNED_IN),
    "account_sessions_end": Policy(None, SIGNED_IN),
    "set_language": Policy(None, PUBLIC),
}

LAW: dict[str, Policy] = {
    "legal:search": page(SIGNED_IN),
    "legal:suggest": page(SIGNED_IN),
    "legal:preview": page(SIGNED_IN),
    "legal:cited": page(SIGNED_IN),
    "legal:statute": page(SIGNED_IN),
    "legal:text": page(SIGNED_IN),
    "legal:norm": page(SIGNED_IN),
    "legal:compare": page(SIGNED_IN),
    "desk:norm-find": page(STAFF),
    "desk:norm-notes": form(STAFF, WRITES_NOTES),
    "desk:norm-dates": form(ADMINISTERS),
    "desk:law-review": page(ADMINISTERS),
    "desk:law-review-mark": form(ADMINISTERS),
    "desk:bylaws": page(ADMINISTERS),
    "desk:law-link": form(ADMINISTERS),
    "desk:bylaw-new": form(ADMINISTERS),
    "desk:bylaw-text": form(ADMINISTERS),
}

CASE: dict[str, Policy] = {
    "desk:case": page(SEES),
    "desk:look": page(SEES),
    "desk:follow-up": form(SEES, CHANGES),
    "desk:follow-up-done": form(SEES, CHANGES),
    "desk:take": form(SEES, CHANGES),
    "desk:assign": form(SEES, LEADS_CASE),
    "desk:note": form(SEES, COMMENTS),
    "desk:review": form(CHANGES),
    "desk:history": page(SEES),
    "desk:document": page(SEES),
    "desk:notice-pdf": page(SEES),
    "desk:notice-check": page(SEES),
    "desk:deadline-override": form(SEES, CHANGES),
    "desk:deadline-restore": form(SEES, CHANGES),
    "desk:step-complete": form(SEES, CHANGES),
}

DECIDE: dict[str, Policy] = {
    "desk:decision-save": form(SEES, CHANGES),
    "desk:finding-answer": form(SEES, CHANGES),
    "desk:readability": form(CHANGES),
    "desk:letter-preview": form(CHANGES),
    "desk:issue": form(SEES, CHANGES),
    "desk:cosign-request": form(SEES, CHANGES),
    "desk:cosign": page(SIGNS),
    "desk:cosign-preview": page(SIGNS),
    "desk:cosign-sign": form(SIGNS),
    "desk:cosign-return": form(SIGNS),
    "desk:cosign-withdraw": form(SIGNS),
    "desk:letter-new": page(CHANGES),
    "desk:letter-write": form(CHANGES),
    "desk:letter-draft": form(CHANGES),
    "desk:letter-issue": form(SEES, CHANGES),
    "desk:letter-readability": form(SEES, CHANGES),
    "desk:answer-settle": form(SEES, CHANGES),
}

MAIL: dict[str, Policy] = {
    "desk:delivery": page(SEES),
    "desk:delivery-act": form(SEES, CHANGES),
    "desk:proof-correct": form(SEES, CHANGES),
    "desk:objection": form(CHANGES),
    "desk:objection-withdraw": form(CHANGES),
    "desk:post": page(WORKS),
    "desk:post-print": form(WORKS),
    "desk:returned": form(WORKS),
    "desk:post-batch": page(WORKS),
    "desk:post-batch-pdf": page(WORKS),
    "desk:post-batch-posted": form(WORKS),
    "desk:post-batch-correct": form(WORKS),
    "desk:post-batch-dissolve": form(WORKS),
}

DESK: dict[str, Policy] = {
    "desk:inbox": page(SIGNED_IN),
    "desk:take-next": form(WORKS),
    "desk:inbox-news": page(STAFF),
    "desk:inbox-csv": page(STAFF),
    "desk:view-save": form(STAFF),
    "desk:view-remove": form(STAFF),
    "desk:bulk-assign": form(WORKS),
    "desk:bulk-follow-up": form(WORKS),
    "desk:bulk": page(WORKS),
    "desk:bulk-undo": form(WORKS),
    "desk:batches": page(STAFF),
    "desk:batch-new": form(WORKS),
    "desk:batch": page(STAFF),
    "desk:batch-confirm": form(WORKS),
    "desk:batch-stop": form(WORKS),
    "desk:calculator": page(STAFF),
    "desk:team": page(LEADS),
    "desk:team-assign": form(LEADS),
    "desk:absences": form(STAFF),
    "desk:absence-end": form(STAFF),
    "desk:services": page(SIGNED_IN),
}

OFFICE: dict[str, Policy] = {
    "desk:signing": form(ADMINISTERS),
    "desk:signing-withdraw": form(ADMINISTERS),
    "desk:intake": page(ADMINISTERS),
    "desk:submission-raw": page(ADMINISTERS),
    "desk:submission-retry": form(ADMINISTERS),
    "desk:submission-discard": form(ADMINISTERS),
    "desk:letter-styles": page(ADMINISTERS),
    "desk:letter-style": form(ADMINISTERS),
    "desk:letter-style-preview": page(ADMINISTERS),
}

AUDIT: dict[str, Policy] = {
    "desk:audit": page(AUDITS),
    "desk:audit-export": page(AUDITS),
    "desk:audit-story": page(AUDITS_CASE),
    "desk:audit-patterns": page(AUDITS),
    "desk:audit-samples": form(AUDITS),
    "desk:audit-sample": page(AUDITS),
    "desk:audit-sheet": form(AUDITS),
    "desk:audit-chain": page(AUDITS_ALL),
    "desk:audit-check": form(AUDITS_ALL),
    "desk:audit-seals": page(AUDITS_ALL),
    "desk:audit-bundle": page(AUDITS_ALL),
}

PRIVACY: dict[str, Policy] = {
    "desk:retention": page(KEEPS),
    "desk:deletion-propose": form(KEEPS),
    "desk:deletion-runs": page(KEEPS),
    "desk:deletion-run": page(KEEPS),
    "desk:deletion-confirm": form(KEEPS),
    "desk:deletion-stop": form(KEEPS),
    "desk:disposals": page(KEEPS),
}

MACHINES: dict[str, Policy] = {
    "intake:submissions": Policy(None, SENDER),
}

# The headings of docs/access.md, in its order.
GROUPS: dict[str, dict[str, Policy]] = {
    "Signing in": ACCOUNT,
    "Inbox, team and everybody's pages": DESK,
    "A case": CASE,
    "Decisions, letters and co-signatures": DECIDE,
    "Mail": MAIL,
    "Law": LAW,
    "Administration": OFFICE,
    "Audit room": AUDIT,
    "Data protection": PRIVACY,
    "For machines": MACHINES,
}
POLICIES: dict[str, Policy] = {
    name: policy for group in GROUPS.values() for name, policy in group.items()
}
