"""The checks of ``tools/check_docs.py``: each takes the project's files and gives a sentence for each thing that is wrong."""
