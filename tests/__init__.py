"""A package of its own, so that no installed distribution with a folder “tests” comes before it."""
