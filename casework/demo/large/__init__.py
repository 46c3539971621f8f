"""A large office for trying out how the product behaves at a million cases."""
