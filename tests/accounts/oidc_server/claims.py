"""What the provider says of its people: their groups, from a file the tests write."""

import json
from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.conf import settings


class Adapter(DefaultOIDCAdapter):  # type: ignore[misc]
    def get_claims(self, purpose: str, user: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        claims: dict[str, Any] = super().get_claims(purpose, user, *args, **kwargs)
        groups = json.loads((settings.FOLDER / "groups.json").read_text())
        return {**claims, "groups": groups.get(user.username, [])}
