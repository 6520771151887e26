"""The compiled way and the plain way give the same bytes, for random documents."""

from collections.abc import Iterator
from dataclasses import replace

import hypothesis
import orjson
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from api.errors import RequestRefused
from api.execute import Engine, Request
from api.limits import Limits
from api.resolvers import execute_plainly
from api.session import OpenStore, Session
from api.settings import Settings
from tests.api.random_documents import SCOPES, documents


@pytest.fixture(scope="module")
def roomy(settings: Settings) -> Iterator[Engine]:
    """A service whose limits random documents do not reach."""
    wide = replace(settings, max_aliases=10_000, max_fields=100_000, max_repeats=10_000, max_cost=10**12)
    engine = Engine(OpenStore(settings.store), wide)
    yield engine
    engine.close()


@hypothesis.settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents(), scopes=st.sampled_from(SCOPES))
def test_random_documents_are_answered_alike(roomy: Engine, document: str, scopes: tuple[str, ...]):
    """Fragments, directives, filters, orders, pages, facets, scopes: bytes equal, one statement a root."""
    plain = execute_plainly(Session(roomy.store(), scopes, 60), Limits(roomy.settings), document, {})
    try:
        answer = roomy.execute(Request(document), scopes)
    except RequestRefused as refused:
        codes = {getattr(error.original_error, "code", "") for error in plain.errors or ()}
        assert refused.code in codes, (refused.errors, plain.errors)
        return
    assert not plain.errors, plain.errors
    assert orjson.dumps(answer.body) == orjson.dumps({"data": plain.data})
    assert answer.statements == len(answer.body["data"]) - 1
