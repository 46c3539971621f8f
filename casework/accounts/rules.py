"""What an authority asks of a sign-in: its own rules, else the defaults."""

from casework.access import roles
from casework.access.models import Authority, User
from casework.accounts.models import SignInRules


def rules_of(authority: Authority | int | None) -> SignInRules:
    """The rules of an authority, those of the product where it has none; one query."""
    number = authority.pk if isinstance(authority, Authority) else authority
    found = SignInRules.objects.filter(authority=number).first() if number else None
    return found or (SignInRules(authority_id=number) if number else SignInRules())


def needs_second_factor(user: User, rules: SignInRules) -> bool:
    """Whether one of the roles of `user` asks for a second factor."""
    return bool(rules.second_factor) and roles.has_role(user, *rules.second_factor)
