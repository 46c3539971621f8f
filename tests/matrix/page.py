"""docs/access.md: who gets what from each page, in a form people can read."""

from collections.abc import Mapping
from pathlib import Path

from casework.desk.gate.table import GROUPS, POLICIES
from tests.matrix.people import RELATIONS, ROLES, SIGNED_OUT
from tests.matrix.walk import Outcomes

PAGE = Path(__file__).parent.parent.parent / "docs/access.md"
SHORT = {"work": "W", "lead": "L", "audit": "A", "administer": "D", "none": "–"}
WAYS = {"GET": "opens", "POST": "sends"}
Rows = Mapping[tuple[str, str], Outcomes]

HEAD = """# Who gets what

Every page of the application, opened (GET) and sent a form (POST) by everybody, and what came of
it. This page is written by `python manage.py access_matrix --settings tests.settings --write`; a
test walks all pages again and compares. What it rests on: `casework/desk/gate/table.py` (which rule
a page has), `Case.objects.visible_to` (which cases exist for somebody) and `why_not` (what they may
do, and why not).

Where it matters, columns say in which unit somebody has the role, and how they stand to the case:

{columns}

In the cells stand the roles: **W** works on cases, **L** leads, **A** audits, **D** administers,
**–** has no role. Everybody has just signed in. Cases are nobody's, except for who stands in: there
they are the absent person's.

| word | means |
|---|---|
| yes | allowed: the page, or the form was taken (or sent back with what is missing in it) |
| leads on | the address of a form that is only sent: it leads back to the form's page |
| 404 | does not exist for this person |
| 403 | refused with the reason |
| 409 | nothing is done: what was named is not there for this person, or no longer |
| sign in | leads to the sign-in page |
| no token | refused: this is for machines with a token |
| confirm | the sign-in is to be confirmed |

What is not listed is answered 405: pages that are only read are never sent anything, and the other
way round.
"""


def page_of(rows: Rows) -> str:
    """The whole page."""
    columns = "\n".join(f"- **{name}**: {words}" for name, words in RELATIONS.items())
    parts = [HEAD.format(columns=f"{columns}\n- **out**: nobody is signed in")]
    parts += [section_of(title, rows) for title in GROUPS]
    return "\n".join(parts)


def section_of(title: str, rows: Rows) -> str:
    """The pages of one group of the table: first those where it matters how one stands to the
    case, then those where the role alone does.
    """
    found = [
        (name, method, rows[name, method])
        for name in GROUPS[title]
        for method in WAYS
        if (name, method) in rows and not _never(rows[name, method])
    ]
    by_case = [one for one in found if not _alike(one[2])]
    by_role = [one for one in found if _alike(one[2])]
    names = list(RELATIONS)
    lines = [f"## {title}\n"]
    if by_case:
        lines += [f"| page | rule | {' | '.join(names)} | out |", f"|{'---|' * (len(names) + 3)}"]
        lines += [_line(*one, names) for one in by_case]
        lines.append("")
    if by_role:
        lines += ["| page | rule | signed in | out |", "|---|---|---|---|"]
        lines += [_line(*one, names[:1]) for one in by_role]
        lines.append("")
    return "\n".join(lines)


def _line(name: str, method: str, outcomes: Outcomes, shown: list[str]) -> str:
    declared = POLICIES[name]
    rule = declared.see if method == "GET" else declared.change
    words = rule.words if rule else ""
    cells = [_cell({role: outcomes[role, relation] for role in ROLES}) for relation in shown]
    cells.append(outcomes["", SIGNED_OUT])
    return f"| {WAYS[method]} `{name}` | {words} | {' | '.join(cells)} |"


def _alike(outcomes: Outcomes) -> bool:
    """Whether it is the same for everybody with a role, however they stand to the case."""
    return all(len({outcomes[role, relation] for relation in RELATIONS}) == 1 for role in ROLES)


def _cell(found: Mapping[str, str]) -> str:
    """Outcomes with the roles that have them: "yes W L, 404 A D –", or one word for all."""
    by: dict[str, list[str]] = {}
    for role, what in found.items():
        by.setdefault(what, []).append(SHORT[role])
    if len(by) == 1:
        return next(iter(by))
    return ", ".join(f"{what} {' '.join(who)}" for what, who in by.items())


def _never(outcomes: Outcomes) -> bool:
    """Whether the page does not take this method at all."""
    return set(outcomes.values()) <= {"405", "sign in"} and "405" in outcomes.values()
