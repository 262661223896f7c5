"""Training of what ``onrecord.relate`` needs to group articles into stories: how rare terms are, and what each signal counts for."""
