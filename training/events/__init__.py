"""How the codes of events are learned: ``python -m training.events``."""
