"""What an administrator keeps: people's powers and absences, letter styles, intake."""
