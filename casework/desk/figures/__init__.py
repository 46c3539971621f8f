"""Figures of a unit: how much comes, how long it takes, how it ends. Never by person."""
