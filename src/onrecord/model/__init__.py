"""The words of the design as frozen records. Standard library only; every other room imports from here."""
