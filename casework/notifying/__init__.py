"""Telling people that something needs them: alerts in the application and by e-mail."""
