"""LightGBM's trees as the arrays that ``onrecord.read.flat_trees`` evaluates."""

from __future__ import annotations

from typing import Any

import numpy as np

from onrecord.read.flat_trees import UNIT


def arrays(model: Any, name: str) -> dict[str, Any]:
    """``model`` (a LightGBM booster for two classes) as arrays whose names begin with ``name``."""
    nodes: list[tuple[int, float, int, int, float]] = []
    roots = []
    for tree in model.dump_model()["tree_info"]:
        roots.append(len(nodes))
        _add(nodes, tree["tree_structure"])
    columns = list(zip(*nodes, strict=True))
    return {
        f"{name}_feature": np.array(columns[0], dtype=np.int16),
        f"{name}_threshold": np.array(columns[1], dtype=np.float32),
        f"{name}_left": np.array(columns[2], dtype=np.int32),
        f"{name}_right": np.array(columns[3], dtype=np.int32),
        f"{name}_value": np.array([round(value * UNIT) for value in columns[4]], dtype=np.int32),
        f"{name}_roots": np.array(roots, dtype=np.int32),
        f"{name}_classes": np.zeros(len(roots), dtype=np.int16),
    }


def _add(nodes: list[tuple[int, float, int, int, float]], node: dict[str, Any]) -> int:
    """Put ``node`` and what hangs below it behind ``nodes``; its index. Children stand behind their parents."""
    at = len(nodes)
    if "leaf_value" in node:
        nodes.append((-1, 0.0, at, at, node["leaf_value"]))
        return at
    nodes.append((0, 0.0, 0, 0, 0.0))
    left, right = _add(nodes, node["left_child"]), _add(nodes, node["right_child"])
    nodes[at] = (node["split_feature"], node["threshold"], left, right, 0.0)
    return at
