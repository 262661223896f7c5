"""Other people's ways to find who said what, for comparison. Each runs in an environment of its own (``environment.sh``)."""
