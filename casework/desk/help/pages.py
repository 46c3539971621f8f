"""Which chapter of the handbook belongs to which page of the application."""

from functools import cache

from casework.desk.gate.table import GROUPS

# The chapter of a group of pages (casework.desk.gate.table), unless CHAPTERS says otherwise.
OF_GROUP: dict[str, str] = {
    "Signing in": "sign-in",
    "Inbox, team and everybody's pages": "inbox",
    "A case": "case",
    "Decisions, letters and co-signatures": "decide",
    "Mail": "mail",
    "Law": "law-search",
    "Administration": "",
    "Audit room": "audit",
    "Data protection": "retention",
    "Help": "",
    "For machines": "",
}
# By the name of a page's address, or the beginning of it with an asterisk; the longest one counts.
CHAPTERS: dict[str, str] = {
    "desk:absence*": "absences",
    "desk:accessibility*": "accessibility",
    "desk:alert*": "notifications",
    "desk:answer-settle": "letters",
    "desk:appointment*": "contacts",
    "desk:bylaw*": "bylaws",
    "desk:calculator": "deadlines",
    "desk:call-back*": "contacts",
    "desk:case-access": "access",
    "desk:case-exclude": "access",
    "desk:case-privacy": "retention",
    "desk:claim*": "people",
    "desk:contact*": "contacts",
    "desk:cosign*": "co-signature",
    "desk:deadline*": "deadlines",
    "desk:exclusion*": "access",
    "desk:figures*": "figures",
    "desk:find*": "search",
    "desk:hold*": "retention",
    "desk:intake": "intake",
    "desk:law-*": "law",
    "desk:letter*": "letters",
    "desk:letter-preview": "decide",
    "desk:letter-style*": "styles",
    "desk:mark*": "retention",
    "desk:objection*": "objections",
    "desk:person*": "people",
    "desk:person-roles": "units",
    "desk:review": "objections",
    "desk:role-change": "units",
    "desk:sensitive": "retention",
    "desk:services": "services",
    "desk:share*": "access",
    "desk:sign-in-rules": "people",
    "desk:signing*": "signing",
    "desk:staff": "people",
    "desk:submission*": "intake",
    "desk:team*": "team",
    "desk:tour*": "first-day",
    "desk:unit*": "units",
}


@cache
def chapter_of(page: str) -> str:
    """The chapter for a page; "" for one that has none: there help begins with the contents."""
    if page in CHAPTERS:
        return CHAPTERS[page]
    fitting = [key for key in CHAPTERS if key.endswith("*") and page.startswith(key[:-1])]
    if fitting:
        return CHAPTERS[max(fitting, key=len)]
    groups = (title for title, group in GROUPS.items() if page in group)
    return OF_GROUP.get(next(groups, ""), "")
