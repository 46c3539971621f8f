"""Compile locale/*/LC_MESSAGES/*.po next to themselves; no gettext program is needed."""

from pathlib import Path

import polib

for source in sorted(Path("locale").glob("*/LC_MESSAGES/*.po")):
    polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
