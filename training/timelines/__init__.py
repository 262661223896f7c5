"""Learning which days of a story count, from timelines that journalists made."""
