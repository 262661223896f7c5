"""How the line classifier of :mod:`onrecord.read.flat` is trained: ``python -m training.flat --data PATH``."""
