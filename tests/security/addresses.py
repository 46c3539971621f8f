"""Every address of the application, with made-up values where it names a case or a document."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern

UUID = "00000000-0000-0000-0000-000000000000"
MADE_UP = {"int": "7", "str": "x", "slug": "x", "path": "x", "uuid": UUID}
IN_REGEX = {"account_reset_password_from_key": "password/reset/key/1-abc/"}


def addresses() -> dict[str, str]:
    """Path by name of the page."""
    return dict(_walk(get_resolver(), "/", ""))


def _walk(resolver: URLResolver, before: str, space: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, before + _path(pattern), inside)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", before + _path(pattern)


def _path(found: URLPattern | URLResolver) -> str:
    """The route with a made-up value for each converter."""
    pattern = found.pattern
    if isinstance(pattern, RegexPattern):
        name = getattr(found, "name", "")
        return IN_REGEX.get(name or "", "")
    assert isinstance(pattern, RoutePattern)
    route = str(pattern)
    while "<" in route:
        start, _, rest = route.partition("<")
        inside, _, end = rest.partition(">")
        kind = inside.partition(":")[0] if ":" in inside else "str"
        route = f"{start}{MADE_UP.get(kind, '7')}{end}"
    return route
