"""The outside of a desk: brief, explanations, exports. Takes :class:`~onrecord.model.contents.Contents`, writes no store."""

from onrecord.publish.brief import DEFAULT_LINES, changes, compose
from onrecord.publish.explain import Explanation, explain
from onrecord.publish.export import FORMATS, to_json_line, write

__all__ = ["DEFAULT_LINES", "FORMATS", "Explanation", "changes", "compose", "explain", "to_json_line", "write"]
