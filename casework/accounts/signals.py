"""What happens to accounts and is written to the log elsewhere (see receivers)."""

from django.dispatch import Signal

sign_in_blocked = Signal()  # request, name: as typed
