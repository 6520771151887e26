"""INSDC metadata as SRA, ENA and DRA write it in XML.

`loader` tells sets, single objects and packages apart and streams them; `objects` makes records of
STUDY, SAMPLE, RUN, ANALYSIS and PROJECT, `experiment` of EXPERIMENT with its pool, `package` of
EXPERIMENT_PACKAGE, `files` of their files; `links` reads what all have: identifiers, references,
links, attributes. May import `loaders.*` beside it and what is below. Start at `loader`.
"""

from loaders.insdc.loader import FORMAT, matches, read

__all__ = ["FORMAT", "matches", "read"]
