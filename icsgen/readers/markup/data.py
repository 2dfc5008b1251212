"""What a file of data holds, JSON or YAML: its tree, and what is doubtful in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from icsgen.errors import FormatError
from icsgen.model import Document, Problem
from icsgen.readers.markup.trees import Tree, json_tree, opens_json
from icsgen.readers.markup.yaml_trees import yaml_data


class Data(NamedTuple):
    """The tree of a file, and its doubts."""

    tree: Tree
    doubts: Sequence[Problem] = ()


def data_of(document: Document, *, yaml: bool = False) -> Data:
    """The document as JSON where it begins as that, else as YAML, of which JSON is a part. ``yaml`` says that it is.

    :raises FormatError: it is neither, or goes beyond the limits; names the line.
    """
    if yaml or not opens_json(document):
        return peek_yaml(document) or Data(*yaml_data(document))
    return Data(json_tree(document))


@lru_cache(maxsize=1)
def peek_yaml(document: Document) -> Data | None:
    """The document as YAML, for a sniff: ``None`` if it is damaged. Kept for the reading that follows."""
    try:
        return Data(*yaml_data(document))
    except FormatError:
        return None
