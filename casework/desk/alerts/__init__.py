"""The room of alerts: the list behind the bell, and what one wants by e-mail."""
