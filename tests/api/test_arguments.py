"""Filters, orders and pages on a graph whose answers are known by heart."""

import base64

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.errors import RequestRefused
from api.execute import Engine, Request

PUBLIC_RUNS = [1, 2, 3, 4, 5, 6, 9, 10, 11, 12]


def runs(ask, where: str) -> list[int]:
    """The numbers of the runs that fulfil a condition."""
    found = ask(f"{{ runs(where: {where}) {{ totalCount nodes {{ accession }} }} }}")["runs"]
    assert found["totalCount"] == len(found["nodes"])
    return [int(node["accession"][-2:]) for node in found["nodes"]]


def refusal(engine: Engine, query: str, **variables) -> tuple[str, str]:
    """The code and the message of a refused question."""
    with pytest.raises(RequestRefused) as refused:
        engine.execute(Request(query, variables), ("public",))
    assert refused.value.errors[0]["extensions"]["hint"]
    return refused.value.code, refused.value.errors[0]["message"]


@pytest.mark.parametrize(
    ("where", "numbers"),
    [
        ("{}", PUBLIC_RUNS),
        ('{ accession: { eq: "CRR000002" } }', [2]),
        ('{ accession: { eq: "crr000002" } }', []),
        ('{ accession: { in: ["CRR000003", "CRR000001", "nothing"] } }', [1, 3]),
        ("{ accession: { in: [] } }", []),
        ('{ accession: { in: "CRR000004" } }', [4]),
        ('{ accession: { gt: "CRR000010" } }', [11, 12]),
        ('{ accession: { gte: "CRR000010", lt: "CRR000012" } }', [10, 11]),
        ('{ accession: { lte: "CRR000002" } }', [1, 2]),
        ('{ accession: { startsWith: "crr00001" } }', [10, 11, 12]),
        ('{ title: { contains: "RUN 0" } }', [3, 6, 9, 12]),
        ('{ title: { eq: "RUN 0" } }', []),
        ('{ title: { startsWith: "run 1" } }', [1, 4, 10]),
        ('{ alias: { contains: "肠" } }', [4, 12]),
        ('{ alias: { contains: "%" } }', []),
        ('{ alias: { contains: "" } }', PUBLIC_RUNS),
        ("{ bases: { eq: 2000 } }", [2, 11]),
        ("{ bases: { gt: 0 } }", [1, 2, 4, 11]),
        ("{ bases: { gte: 0, lt: 2000 } }", [1, 3, 4, 6, 9, 12]),
        ("{ bases: { lte: 9223372036854775807 } }", [1, 2, 3, 4, 6, 9, 11, 12]),
        ("{ bases: { isNull: true } }", [5, 10]),
        ("{ bases: { isNull: false } }", [1, 2, 3, 4, 6, 9, 11, 12]),
        ("{ not: { bases: { eq: 2000 } } }", [1, 3, 4, 5, 6, 9, 10, 12]),
        ("{ not: { bases: { gt: 0 } } }", [3, 5, 6, 9, 10, 12]),
        ("{ or: [] }", []),
        ("{ not: { or: [] } }", PUBLIC_RUNS),
        ("{ and: [] }", PUBLIC_RUNS),
        ("{ or: [{ bases: { eq: 2000 } }, { bases: { isNull: true } }] }", [2, 5, 10, 11]),
        ('{ and: [{ title: { eq: "run 2" } }, { bases: { eq: 2000 } }] }', [2, 11]),
        ('{ bases: { eq: 2000 }, accession: { lt: "CRR000005" } }', [2]),
        ('{ releaseDate: { gte: "2024-02-01", lt: "2024-03-01" } }', [1, 4, 10]),
        ('{ experiment: { libraryStrategy: { eq: "WGS" } } }', [1, 2, 5, 6, 9, 10]),
        ('{ not: { experiment: { libraryStrategy: { eq: "WGS" } } } }', [3, 4, 11, 12]),
        ("{ experiment: {} }", [1, 2, 4, 5, 6, 9, 10, 12]),
        ('{ experiment: { samples: { some: { title: { eq: "Tumour" } } } } }', [1, 4, 5, 9, 12]),
        ('{ experiment: { samples: { none: { title: { eq: "Tumour" } } } } }', [2, 6, 10]),
        ('{ experiment: { samples: { every: { title: { eq: "Tumour" } } } } }', [1, 2, 5, 6, 9, 10]),
        ('{ experiment: { samples: { some: {}, every: { title: { eq: "Tumour" } } } } }', [1, 5, 9]),
        ("{ files: { none: {} } }", [2, 3, 4, 5, 6, 9, 10, 11, 12]),
        ("{ files: { some: { size: { gt: 5 } } } }", [1]),
        ("{ files: {} }", PUBLIC_RUNS),
        ("{ attributes: { isNull: true } }", PUBLIC_RUNS),
    ],
)
def test_conditions_select_what_they_say(ask, where, numbers):
    """Exact lists and counts, with null that never matches and `not` that includes it."""
    assert runs(ask, where) == numbers


def test_a_filter_variable_left_out_is_no_filter(ask):
    """A whole filter that is absent or null asks for everything; so does an absent operand."""
    query = "query($w: RunWhere, $b: Long) { all: runs(where: $w) { totalCount } some: runs(where: { bases: { gt: $b } }) { totalCount } }"
    assert ask(query) == {"all": {"totalCount": 10}, "some": {"totalCount": 10}}
    assert ask(query, w=None)["all"] == {"totalCount": 10}
    assert ask(query, w={"bases": {"eq": 2000}}, b=1000) == {"all": {"totalCount": 2}, "some": {"totalCount": 2}}


@pytest.mark.parametrize(
    "where",
    [
        "{ bases: null }",
        "{ bases: { eq: null } }",
        "{ and: null }",
        "{ or: null }",
        "{ not: null }",
        "{ experiment: null }",
        "{ files: null }",
        "{ files: { some: null } }",
        "{ title: { isNull: null } }",
        "{ experiment: { accession: { in: null } } }",
    ],
)
def test_an_explicit_null_operand_is_refused(engine, where):
    """Whether "no filter" or "has no value" was meant is not guessed."""
    code, message = refusal(engine, f"{{ runs(where: {where}) {{ totalCount }} }}")
    assert code == "NULL_OPERAND"
    assert "null is not an operand" in message


def test_a_null_variable_as_operand_is_refused(engine):
    """The same through a variable."""
    assert (
        refusal(engine, "query($b: Long) { runs(where: { bases: { eq: $b } }) { totalCount } }", b=None)[0]
        == "NULL_OPERAND"
    )


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        ("[]", PUBLIC_RUNS),
        ("null", PUBLIC_RUNS),
        ("[{ accession: DESC }]", PUBLIC_RUNS[::-1]),
        ("{ bases: ASC }", [3, 6, 9, 12, 1, 4, 2, 11, 5, 10]),
        ("[{ bases: DESC }]", [2, 11, 1, 4, 3, 6, 9, 12, 5, 10]),
        ("[{ bases: DESC }, { accession: DESC }]", [11, 2, 4, 1, 12, 9, 6, 3, 10, 5]),
        ("[{ accession: DESC }, { bases: ASC }]", PUBLIC_RUNS[::-1]),
        ("[{ title: DESC }, { bases: ASC }]", [2, 11, 5, 1, 4, 10, 3, 6, 9, 12]),
        ("[{ releaseDate: ASC }]", [3, 6, 9, 12, 1, 4, 10, 2, 5, 11]),
    ],
)
def test_orders_end_in_the_accession_with_nulls_last(ask, order, numbers):
    """Ties go by accession; null comes last in both directions."""
    found = ask(f"{{ runs(orderBy: {order}) {{ nodes {{ accession }} }} }}")["runs"]["nodes"]
    assert [int(node["accession"][-2:]) for node in found] == numbers


@pytest.mark.parametrize("order", ["[{}]", "[{ bases: ASC, title: ASC }]"])
def test_an_entry_of_an_order_has_exactly_one_field(engine, order):
    """Fields of one object have no order in JSON."""
    assert refusal(engine, f"{{ runs(orderBy: {order}) {{ totalCount }} }}")[0] == "BAD_ORDER"


def test_a_null_direction_is_refused(engine):
    """Like any other explicit null operand."""
    assert refusal(engine, "{ runs(orderBy: [{ bases: null }]) { totalCount } }")[0] == "NULL_OPERAND"


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    order=st.lists(
        st.sampled_from(["bases", "title", "releaseDate", "runDate", "accession", "spots"]), max_size=3, unique=True
    ),
    down=st.lists(st.booleans(), min_size=3, max_size=3),
    first=st.integers(1, 5),
)
def test_pages_put_together_are_the_whole_list(ask, order, down, first):
    """By endCursor, and by the cursor of each edge: nothing twice, nothing lost, in any order."""
    keys = [{key: "DESC" if flag else "ASC"} for key, flag in zip(order, down, strict=False)]
    query = "query($o: [RunOrderBy!], $n: Int, $a: String) { runs(orderBy: $o, first: $n, after: $a) { totalCount edges { cursor node { accession } } pageInfo { hasNextPage endCursor } } }"
    whole = ask(query, o=keys, n=50)["runs"]
    found, cursor, more = [], None, True
    while more:
        page = ask(query, o=keys, n=first, a=cursor)["runs"]
        assert page["totalCount"] == 10
        assert page["edges"][-1]["cursor"] == page["pageInfo"]["endCursor"]
        found += page["edges"]
        cursor, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert found == whole["edges"]


def test_an_empty_page_has_no_end_cursor(ask):
    """`first: 0` counts and tells whether there is anything."""
    found = ask("{ runs(first: 0) { totalCount nodes { accession } pageInfo { hasNextPage endCursor } } }")["runs"]
    assert found == {"totalCount": 10, "nodes": [], "pageInfo": {"hasNextPage": True, "endCursor": None}}


CURSOR_QUERY = "query($a: String, $o: [RunOrderBy!]) { runs(first: 2, after: $a, orderBy: $o) { nodes { accession } pageInfo { endCursor } } }"


@pytest.mark.parametrize("cursor", ["", "x", "AAAA", "WyJhIl0", "null", "结肠", "W10", "=" * 50, "x" * 5000, "\x00"])
def test_a_cursor_of_nobody_is_refused(engine, cursor):
    """Whatever a client makes up."""
    assert refusal(engine, CURSOR_QUERY, a=cursor)[0] == "BAD_CURSOR"


def test_a_cursor_of_another_order_is_refused(engine, ask):
    """Positions of one order mean nothing in another."""
    cursor = ask(CURSOR_QUERY, o=[{"bases": "ASC"}])["runs"]["pageInfo"]["endCursor"]
    assert refusal(engine, CURSOR_QUERY, a=cursor)[0] == "BAD_CURSOR"
    assert refusal(engine, CURSOR_QUERY, a=cursor, o=[{"bases": "DESC"}])[0] == "BAD_CURSOR"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_make_a_cursor_that_fails(engine, raw):
    """Random base64 is refused, not believed."""
    cursor = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    try:
        engine.execute(Request(CURSOR_QUERY, {"a": cursor}), ("public",))
    except RequestRefused as refused:
        assert refused.code == "BAD_CURSOR"


@pytest.mark.parametrize("first", [1001, 2_000_000_000])
def test_first_above_the_limit_is_refused_and_never_cut(engine, first):
    """At the root and nested; 1000 itself is allowed."""
    code, message = refusal(engine, f"{{ runs(first: {first}) {{ totalCount }} }}")
    assert (code, "1000" in message, str(first) in message) == ("FIRST_TOO_LARGE", True, True)
    assert (
        refusal(engine, f"{{ samples {{ nodes {{ experiments(first: {first}) {{ totalCount }} }} }} }}")[0]
        == "FIRST_TOO_LARGE"
    )


def test_first_at_the_limit_is_answered(ask):
    """1000 is allowed."""
    assert ask("{ runs(first: 1000) { totalCount } }") == {"runs": {"totalCount": 10}}


def test_first_below_nought_is_refused(engine):
    """There is no backward paging."""
    assert refusal(engine, "{ runs(first: -1) { totalCount } }")[0] == "BAD_FIRST"


def test_the_default_page_has_25_nodes(ask, engine):
    """Where `first` is left out, or null."""
    assert engine.settings.default_first == 25
    assert len(ask("{ runs(first: null) { nodes { accession } } }")["runs"]["nodes"]) == 10


def test_nested_after_works_below_one_parent_only(engine, ask):
    """node(id:), accession eq, first: 1 and to-one steps have one parent; a list has several."""
    inner = "runs(first: 1, after: $a) { nodes { accession } }"
    cursor = ask('{ node(id: "CRX000001") { ... on Experiment { runs(first: 1) { pageInfo { endCursor } } } } }')[
        "node"
    ]["runs"]["pageInfo"]["endCursor"]
    for outer in (
        'node(id: "CRX000001") { ... on Experiment { %s } }',
        'experiments(where: { accession: { eq: "CRX000001" } }) { nodes { %s } }',
        "experiments(first: 1) { nodes { %s } }",
        'runs(first: 1, where: { accession: { eq: "CRR000004" } }) { nodes { experiment { %s } } }',
    ):
        text = orjson.dumps(ask("query($a: String) { " + outer % inner + " }", a=cursor)).decode()
        assert "CRR000012" in text
        assert '"CRR000008"' not in text
    for outer in (
        "experiments { nodes { %s } }",
        "experiments(first: 2) { nodes { %s } }",
        'experiments(where: { accession: { in: ["CRX000001"] } }) { nodes { %s } }',
        'search(text: "CRX") { nodes { ... on Experiment { %s } } }',
    ):
        assert (
            refusal(engine, "query($a: String) { " + outer % inner + " }", a=cursor)[0]
            == "NESTED_AFTER_NEEDS_ONE_PARENT"
        )


def test_long_numbers_keep_every_digit(ask):
    """62 bits go through parameters, store and JSON unharmed."""
    where = 'experiments: { some: { accession: { eq: "CRX000001" } } }'
    edge = ask(
        f"{{ samples(where: {{ {where} }}, first: 1) {{ nodes {{ experiments(first: 1) {{ edges {{ bases spots memberName }} }} }} }} }}"
    )["samples"]["nodes"][0]["experiments"]["edges"][0]
    assert edge == {"bases": 2**62, "spots": 5, "memberName": "a"}


@pytest.mark.parametrize("value", ["9223372036854775808", "-9223372036854775809", "1.5", '"1"', "true"])
def test_what_is_no_63_bit_number_is_refused(engine, value):
    """Before anything is asked."""
    assert (
        refusal(engine, f"{{ runs(where: {{ bases: {{ eq: {value} }} }}) {{ totalCount }} }}")[0] == "INVALID_DOCUMENT"
    )
