"""The law the office keeps: its changes, by-laws, notes."""
