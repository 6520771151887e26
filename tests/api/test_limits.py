"""Limits: each refused by its code, with the limit and the way to ask for less, before any statement."""

from dataclasses import replace

import pytest

from api.errors import CODES, RequestRefused
from api.execute import Engine, Request
from api.limits import KINDS, Limits
from api.session import OpenStore
from api.settings import Settings
from graph_schema.errors import QueryRefused

NESTED = "experiments { nodes { samples { nodes { %s } } } }"


def nested(levels: int, leaf: str = "accession") -> str:
    """A document with pairs of lists one inside the other."""
    inner = leaf
    for _ in range(levels):
        inner = NESTED % inner
    return f"{{ samples {{ nodes {{ {inner} }} }} }}"


ABUSE = {
    "TOO_DEEP": [
        nested(15),
        "{" + "runs{" * 200 + "a" + "}" * 201,
        "{ runs { nodes { "
        + "experiment { mother: samples(first: 1) { nodes { experiments(first: 1) { nodes { runs(first: 1) { nodes { "
        * 4
        + "accession"
        + " } } } } } } }" * 4
        + " } } }",
        "{ runs(where: " + "{ not: " * 130 + "{}" + "}" * 130 + ") { totalCount } }",
    ],
    "FILTER_TOO_DEEP": ["{ runs(where: " + "{ not: " * 20 + "{}" + "}" * 20 + ") { totalCount } }"],
    "FILTER_TOO_LONG": ["{ runs(where: { or: [" + ", ".join(["{ bases: { eq: 1 } }"] * 201) + "] }) { totalCount } }"],
    "TOO_MANY_ALIASES": [
        "{ runs { nodes { " + " ".join(f"a{i}: accession" for i in range(101)) + " } } }",
        "{" + " ".join(f"a{i}: __typename" for i in range(1500)) + "}",
    ],
    "TOO_MANY_ROOT_FIELDS": [
        "{" + " ".join(f"a{i}: __typename" for i in range(21)) + "}",
        "{" + " __typename" * 21 + "}",
    ],
    "TOO_MANY_TOKENS": [
        "{" + " ".join(f"a{i}: __typename" for i in range(10_000)) + "}",
        "{ __typename }" + "#" * 70_000,
        "{ __typename " + ", " * 10 + "x " * 5000 + "}",
    ],
    "TOO_MANY_FIELDS": [
        "{ runs { nodes { " + "accession " * 200 + "} } }",
        "{ runs { nodes { " + "... on Run { accession } " * 200 + "} } }",
    ],
    "TOO_MANY_DIRECTIVES": ["{ __typename " + "@include(if: true) " * 51 + "}"],
    "LIST_TOO_LONG": [
        "{ runs(where: { bases: { in: [" + "1 " * 1001 + "] } }) { totalCount } }",
        "{ resolve(ids: [" + '"x" ' * 1001 + "]) { state } }",
        "{ subgraph(ids: [" + '"x" ' * 1001 + "]) { truncated } }",
    ],
    "TOO_COSTLY": [
        "{ samples(first: 1000) { nodes { experiments(first: 1000) { nodes { runs(first: 2) { nodes { accession } } } } } } }"
    ],
    "FIRST_TOO_LARGE": [
        "{ runs(first: 1001) { totalCount } }",
        '{ search(text: "x", first: 1001) { totalCount } }',
        '{ subgraph(ids: ["x"], first: 1001) { truncated } }',
        '{ runs { facets(fields: ["archive"], first: 1001) { field } } }',
    ],
    "NOT_A_FACET": [
        '{ runs { facets(fields: ["nothing"]) { field } } }',
        '{ runs { facets(fields: ["title"]) { field } } }',
    ],
    "BAD_VALUE": ["{ runs(first: " + "9" * 5000 + ") { totalCount } }"],
}


@pytest.mark.parametrize(
    ("code", "document"),
    [(code, document) for code, found in ABUSE.items() for document in found],
    ids=lambda item: item[:25],
)
def test_abuse_is_refused_before_any_statement(engine, code, document):
    """By a stable code, with a hint; the store is not asked."""
    untouched = Engine(OpenStore("sqlite:////nowhere/none.db"), engine.settings)
    with pytest.raises(RequestRefused) as refused:
        untouched.execute(Request(document), ("public",))
    error = refused.value.errors[0]
    assert error["extensions"]["code"] == code, error
    assert error["extensions"]["hint"]
    untouched.close()


def test_fragments_count_where_they_are_used(engine):
    """Doubling forty times is a thousand thousand millions of fields, known without walking them."""
    doubling = " ".join(f"fragment f{n} on Run {{ ...f{n + 1} ...f{n + 1} }}" for n in range(40))
    document = f"{{ runs {{ nodes {{ ...f0 }} }} }} {doubling} fragment f40 on Run {{ accession }}"
    with pytest.raises(RequestRefused) as refused:
        engine.execute(Request(document), ("public",))
    assert refused.value.code == "TOO_MANY_FIELDS"


@pytest.mark.parametrize(
    "document",
    [
        "{ runs { nodes { ...a } } } fragment a on Run { ...b } fragment b on Run { ...a }",
        "{ ...a } fragment a on Query { ...a }",
    ],
)
def test_fragments_in_a_circle_are_invalid(engine, document):
    """And measured without an end."""
    with pytest.raises(RequestRefused) as refused:
        engine.execute(Request(document), ("public",))
    assert refused.value.code == "INVALID_DOCUMENT"


@pytest.mark.parametrize("length", [50, 200, 400, 550])
def test_a_long_chain_of_fragments_is_answered_or_refused(engine, length):
    """However long, it is no fault of the service."""
    chain = " ".join(f"fragment f{n} on Run {{ ...f{n + 1} }}" for n in range(length))
    document = f"{{ runs(first: 1) {{ nodes {{ ...f0 }} }} }} {chain} fragment f{length} on Run {{ accession }}"
    try:
        body = engine.execute(Request(document), ("public",)).body
        assert body == {"data": {"runs": {"nodes": [{"accession": "CRR000001"}]}}}
    except RequestRefused as refused:
        assert refused.code in ("TOO_DEEP", "INVALID_DOCUMENT")
        assert length > 100


def test_ten_levels_of_lists_are_answered(ask):
    """Ten connections one inside the other, without and with `first`."""
    found = ask(nested(5))
    for _ in range(5):
        found = next(iter(found.values()))["nodes"][0]
    assert found
    assert ask(
        nested(5).replace("samples {", "samples(first: 2) {").replace("experiments {", "experiments(first: 2) {")
    )


def test_a_cost_counts_what_lists_may_answer(engine, ask):
    """Exactly the limit is answered; `totalCount` alone costs little."""
    tight = Engine(OpenStore(engine.settings.store), replace(engine.settings, max_cost=110))
    document = "{ samples(first: %d) { nodes { experiments(first: 10) { nodes { accession } } } } }"
    assert tight.execute(Request(document % 10), ("public",)).body["data"]
    with pytest.raises(RequestRefused) as refused:
        tight.execute(Request(document % 11), ("public",))
    assert refused.value.errors[0]["message"] == "121 nodes that may be answered: the limit is 110"
    tight.close()


def test_the_variables_are_measured_too(engine):
    """Deep or long values are refused without recursion."""
    deep: object = 1
    for _ in range(5000):
        deep = [deep]
    for variables, code in (({"v": deep}, "TOO_DEEP"), ({"v": {"x": [1] * 1001}}, "LIST_TOO_LONG")):
        with pytest.raises(RequestRefused) as refused:
            engine.execute(Request("{ __typename }", variables), ("public",))
        assert refused.value.code == code


def test_a_setting_moves_its_limit():
    """Each kind of limit is a setting of its own, and its code is in the table."""
    for kind, (setting, code, _, hint) in KINDS.items():
        limits = Limits(replace(Settings(), **{setting: 7}))
        limits.check(kind, 7)
        with pytest.raises(QueryRefused) as refused:
            limits.check(kind, 8, "place")
        assert (refused.value.code, refused.value.hint) == (code, hint)
        assert "the limit is 7" in refused.value.message
        assert "`place`" in refused.value.message
        assert code in CODES


@pytest.mark.parametrize(
    ("setting", "limit", "fits", "too_much"),
    [
        ("max_depth", 3, "{ runs { nodes { accession } } }", "{ runs { nodes { experiment { accession } } } }"),
        (
            "max_depth",
            3,
            "{ runs { ...f } } fragment f on RunConnection { nodes { title } }",
            "{ runs { ...f } } fragment f on RunConnection { nodes { experiment { title } } }",
        ),
        (
            "max_relation_depth",
            1,
            "{ runs { nodes { experiment { title } } } }",
            "{ runs { nodes { experiment { dataset { title } } } } }",
        ),
        ("max_aliases", 1, "{ a: runs { totalCount } }", "{ a: runs { b: totalCount } }"),
        (
            "max_fields",
            3,
            "{ runs { nodes { title } } }",
            "{ runs { nodes { ...f } } } fragment f on Run { title bases }",
        ),
        (
            "max_repeats",
            1,
            "{ runs { nodes { title title } } }",
            "{ runs { nodes { title title ... on Run { title } } } }",
        ),
        (
            "max_directives",
            1,
            "{ __typename @skip(if: false) }",
            "{ ... @skip(if: false) { __typename @skip(if: false) } }",
        ),
        ("max_root_fields", 1, "{ __typename }", "{ __typename ... { a: __typename } }"),
        ("max_tokens", 3, "{ __typename }", "{ __typename a: __typename }"),
        ("max_document_characters", 14, "{ __typename }", "{ __typename  }"),
        ("max_nesting", 2, "{ runs { totalCount } }", "{ runs { nodes { title } } }"),
        ("max_list_length", 1, "{ resolve(ids: [1]) { state } }", "{ resolve(ids: [1, 2]) { state } }"),
        (
            "max_filter_depth",
            2,
            "{ runs(where: { not: {} }) { totalCount } }",
            "{ runs(where: { not: { not: {} } }) { totalCount } }",
        ),
        (
            "max_filter_conditions",
            1,
            "{ runs(where: { bases: { eq: 1 } }) { totalCount } }",
            "{ runs(where: { bases: { gt: 1, lt: 3 } }) { totalCount } }",
        ),
        ("max_first", 2, "{ runs(first: 2) { totalCount } }", "{ runs(first: 3) { totalCount } }"),
    ],
)
def test_each_limit_is_met_exactly(engine, setting, limit, fits, too_much):
    """What is at the limit is answered, one more is refused with that limit in the message."""
    tight = Engine(OpenStore(engine.settings.store), replace(engine.settings, **{"default_first": 2, setting: limit}))
    assert tight.execute(Request(fits), ("public",)).body["data"]
    with pytest.raises(RequestRefused, match=f"the limit is {limit}$"):
        tight.execute(Request(too_much), ("public",))
    tight.close()
