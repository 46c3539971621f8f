"""The way back to an online service through FIT-Connect: experimental, see docs/delivery.md."""
