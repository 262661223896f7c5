"""The desk in a browser: pages and JSON over ``desk.reading``, on this machine only. The extra ``[web]``."""
