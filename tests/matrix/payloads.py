"""What is sent to each page that takes something: a form as a person would fill it in.

A page that is not here is sent an empty form: whoever may send it is told what is missing.
"""

from typing import Any

from tests.matrix.world import World

ACCOUNT = {"login": "ada", "password": "guessed-wrongly-1", "email": "ada@lindenfurt.example"}


def payloads(world: World) -> dict[str, dict[str, Any]]:
    """By name of the page."""
    office, case = world.office, world.cases[0]
    return {
        "account_login": ACCOUNT,
        "account_reset_password": ACCOUNT,
        "set_language": {"language": "en"},
        "desk:assign": {"to": str(office.lea.pk), "version": str(case.version)},
        "desk:bulk-assign": {"case": str(case.pk), "to": str(office.lea.pk)},
        "desk:contact": {"contact_name": "Frau Wolf", "contact_text": "Bitte um Rückruf."},
        "desk:appointment-done": {"text": "Geklärt.", "reached": "yes", "seen": "0"},
        "desk:appointment-move": {"due_on": "2099-01-01", "seen": "0"},
        "desk:draft": {"note": "Anruf"},
        "desk:case-links": {"other": world.cases[2].file_number, "why": "Gleiche Wohnung"},
        "desk:note": {"note": "Anruf: Unterlagen kommen nach."},
        "desk:cosign-return": {"comment": "Bitte die Gründe ergänzen."},
        "desk:delivery-act": {"reason": "Die Anschrift stimmt nicht."},
        "desk:post-print": {"delivery": str(world.parts["delivery"])},
        "desk:batch-new": {"case": str(case.pk)},
        "desk:batch-ask": {"case": str(case.pk), "text": "Bitte nachreichen."},
        "desk:team-assign": {"case": str(case.pk), "to": str(office.lea.pk)},
        "desk:submission-discard": {"reason": "Doppelt eingegangen."},
        "desk:norm-notes": {"text": "Beachten.", "review_on": ""},
        "desk:law-link": {"name": "LGebG", "title": "Gesetz", "url": "https://land.example/g"},
    }
