"""The room relate."""
