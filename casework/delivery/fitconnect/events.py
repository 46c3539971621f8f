"""What the event log of a case says about one reply.

Events are security event tokens (RFC 8417), signed by whom they come from. The service's own are
checked with its published keys; those of the online service cannot be: no document names where
its key is found. They count as what they are, a message the service passed on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from casework.delivery.fitconnect.jose import JoseError, read_unverified, verify

EVENTS = "https://schema.fitko.de/fit-connect/events/"
State = Literal["unknown", "submitted", "accepted", "rejected"]
STATES: dict[str, State] = {
    "submit-reply": "submitted",
    "accept-reply": "accepted",
    "reject-reply": "rejected",
}
OF_THE_SERVICE = ("submit-reply",)


@dataclass(frozen=True)
class Seen:
    """The latest state of a reply, the moment (seconds since 1970), the token, its problems."""

    state: State = "unknown"
    at: int = 0
    token: str = ""
    problems: tuple[str, ...] = ()


def seen(
    events: Iterable[str],
    reply: str,
    tags: Mapping[str, Any],
    keys: Mapping[str, Mapping[str, Any]],
) -> Seen:
    """What the log says of `reply`; an event that names other content than `tags` is not ours.

    Tokens that cannot be read or are wrongly signed are passed over.
    """
    latest = Seen()
    for token in events:
        try:
            found = _read(token, reply, tags, keys)
        except JoseError:
            continue
        if found and found.state != "unknown":
            latest = found
    return latest


def _read(
    token: str, reply: str, tags: Mapping[str, Any], keys: Mapping[str, Mapping[str, Any]]
) -> Seen | None:
    _header, claims = read_unverified(token)
    told = claims.get("events")
    if claims.get("sub") != f"reply:{reply}" or not isinstance(told, dict) or len(told) != 1:
        return None
    ((uri, payload),) = told.items()
    name = str(uri).removeprefix(EVENTS)
    if name in OF_THE_SERVICE:
        verify(token, keys)
    carried = payload.get("authenticationTags") if isinstance(payload, dict) else None
    if name not in STATES or (carried and carried != dict(tags)):
        return None
    problems = payload.get("problems", []) if isinstance(payload, dict) else []
    words = tuple(str(one.get("title") or one.get("detail") or "") for one in problems)
    return Seen(STATES[name], int(claims.get("iat", 0)), token, words)
