"""A real OpenID Connect provider (django-allauth's) that the tests run in a process of its own."""
