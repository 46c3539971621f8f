"""A template loader that sees one folder of one templates directory and nothing beside it."""

from collections.abc import Iterator

from django.template import Engine, Origin
from django.template.loaders.filesystem import Loader as FilesystemLoader


class Loader(FilesystemLoader):
    """Load ``<directory>/<prefix>...`` only; Django's own checks keep ``..`` from escaping."""

    def __init__(self, engine: Engine, directory: str, prefix: str) -> None:
        super().__init__(engine, [directory])
        self.prefix = prefix

    def get_template_sources(self, template_name: str) -> Iterator[Origin]:
        """Yield the possible origins of a template name, none outside the prefix."""
        if template_name.startswith(self.prefix) and ".." not in template_name:
            yield from super().get_template_sources(template_name)
