"""What can go wrong with a backup, in words for whoever runs the command."""


class BackupError(Exception):
    """Nothing was made, or nothing was brought back; the message says why and what to do."""
