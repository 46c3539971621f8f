"""The subcommands of `manage.py law`, one module each with HELP, add_arguments() and run()."""

from legal.commands import (
    amendments,
    cite,
    import_laws,
    search,
    sentences,
    show,
    sync,
    word_parts,
)

SUBCOMMANDS = {
    "import": import_laws,
    "sync": sync,
    "show": show,
    "search": search,
    "cite": cite,
    "sentences": sentences,
    "amendments": amendments,
    "word-parts": word_parts,
}
