"""The case page: record, steps, law beside them."""
