"""A schema of a few lines, and the real one, for the generators."""

import pytest
import yaml

from graph_schema.generators.source import SchemaSource, read_schema
from graph_schema.generators.tables import build_model

SMALL = """
version: 9.9.9
title: small
prefixes: {gg: "https://example.org/v/", dct: "http://purl.org/dc/terms/"}
classes:
  Node:
    abstract: true
    class_uri: gg:Node
    slots: [accession, links_to]
  Shelf:
    is_a: Node
    description: Holds books
    alt_descriptions: {zh: {source: zh, description: 书架}}
    class_uri: gg:Shelf
    annotations: {code: 2, path: shelf, root: shelves, title_slot: accession}
    slots: [notes]
  Book:
    is_a: Node
    description: Is read
    alt_descriptions: {zh: {source: zh, description: 书}}
    class_uri: gg:Book
    annotations: {code: 1, path: book, root: books, title_slot: accession, classes: "dct:Text"}
    slots: [genre, notes, stands_on, follows]
    slot_usage:
      follows: {range: Book}
      notes: {required: true, annotations: {facet: true}}
  Note:
    description: A note
    class_uri: gg:Note
    annotations: {structure: true}
    slots: [word_count]
slots:
  accession: {description: Its number, slot_uri: "dct:identifier", range: string, required: true,
    annotations: {search: true}}
  genre: {description: Its kind, slot_uri: "gg:genre", range: Genre, annotations: {filled_by: records}}
  notes: {description: Notes, slot_uri: "gg:notes", range: Note, multivalued: true,
    annotations: {will_be_filled_by: readers}}
  word_count: {description: Words, slot_uri: "gg:wordCount", range: integer, annotations: {}}
  stands_on:
    {description: The shelf a book stands on, slot_uri: "gg:standsOn", range: Shelf, multivalued: false,
     annotations: {relationship: STANDS_ON, forward: shelf, predicates: "gg:standsOn dct:isPartOf",
                   inverse_predicates: "dct:hasPart", properties: word_count}}
  follows:
    {description: The book before, slot_uri: "gg:follows", range: Node, multivalued: true,
     annotations: {relationship: FOLLOWS, forward: precedents, back: sequels, predicates: "gg:follows"}}
  links_to:
    {description: Anything beside it, slot_uri: "gg:linksTo", range: Node, multivalued: true,
     annotations: {relationship: LINKS_TO, forward: links, symmetric: true, predicates: "gg:linksTo"}}
  reader_name: {description: Who reads, slot_uri: "gg:readerName", range: string,
    annotations: {access: personal, personal_in: Book}}
enums:
  Genre:
    description: Kinds of books
    alt_descriptions: {zh: {source: zh, description: 体裁}}
    annotations: {open: true}
    permissible_values:
      novel: {meaning: "dct:Novel", description: Long}
      7: {}
"""


@pytest.fixture
def small_yaml():
    """The small schema as a dictionary that a test may change."""
    return yaml.safe_load(SMALL)


@pytest.fixture
def small_source(small_yaml):
    """The small schema as read."""
    return SchemaSource(**small_yaml)


@pytest.fixture(scope="session")
def real_source():
    """The schema of the project."""
    return read_schema()


@pytest.fixture(scope="session")
def real_model(real_source):
    """The tables of the project's schema."""
    return build_model(real_source)
