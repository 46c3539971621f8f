"""What whoever runs the product needs: health, figures, logs, and a replica to read from."""
