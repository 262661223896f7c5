"""The room desk."""
