"""A request from its text to its answer: document, variables, plans, statements, one JSON object.

`Engine.execute` is what the view, the pages and the tests call. A refused request has errors and
no data; a root field that fails while it runs is null beside its error, and the others stand.
"""

import asyncio
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

import structlog
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute_sync,
    get_variable_values,
)

from api.documents import Document, Documents
from api.errors import RequestRefused, error, of_graphql, of_own
from api.image_index import Images
from api.limits import Limits
from api.objects import TYPENAME
from api.roots import ResolvePlan, RootPlan, compile_root
from api.schema import graphql_schema
from api.selection import Reader
from api.session import OpenStore, Session
from api.settings import Settings
from api.similar import SimilarPlan
from api.viewer import PUBLIC
from graph_schema.errors import GsagraphError, QueryRefused, StoreUnavailable

INTROSPECTION = ("__schema", "__type")

Result = TypeVar("Result")

logger = structlog.get_logger("gsagraph.graphql")


@dataclass(frozen=True, slots=True)
class Request:
    """One GraphQL request, as HTTP or a page gives it."""

    query: str
    variables: dict[str, Any] = field(default_factory=dict)
    operation_name: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: the body, and how many statements it took."""

    body: dict[str, Any]
    statements: int = 0


class Engine:
    """The GraphQL service over one store, which is opened when it is first needed."""

    def __init__(self, store: OpenStore, settings: Settings, scopes: frozenset[str] = frozenset({PUBLIC})) -> None:
        self.store = store
        self.settings = settings
        self.images = Images(settings.image_model, settings.image_index, scopes)
        self.limits = Limits(settings)
        self.schema = graphql_schema()
        self.documents = Documents(self.schema, self.limits)
        self._threads = ThreadPoolExecutor(settings.threads, thread_name_prefix="gsagraph")
        self._introspected: dict[tuple[str, str, str], dict[str, Any]] = {}

    def execute(self, request: Request, scopes: tuple[str, ...]) -> Answer:
        """The answer to a request for a viewer with these scopes; RequestRefused without data."""
        document, operation = self.read(request)
        fields = self.plans(request, document, operation)
        session = self._session(scopes) if _asks_store(fields) else None
        data: dict[str, Any] = {}
        errors: list[dict[str, Any]] = []
        for key, plan in fields.items():
            data[key] = self._answer(key, plan, session, request, errors)
        body = {"data": data} | ({"errors": errors} if errors else {})
        return Answer(body, session.statements if session else 0)

    def _session(self, scopes: tuple[str, ...]) -> Session:
        return Session(self.store(), scopes, self.settings.query_seconds, images=self.images)

    async def ask(self, request: Request, scopes: tuple[str, ...]) -> Answer:
        """The same without blocking the event loop, on one of the service's threads."""
        return await self.run(self.execute, request, scopes)

    async def run(self, work: Callable[..., Result], *given: Any) -> Result:
        """Any work with the store on one of the service's threads, of which there are few: each keeps a connection."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *given)

    def close(self) -> None:
        """End the threads and close the store."""
        self._threads.shutdown()
        self.store.close()

    def read(self, request: Request) -> tuple[Document, OperationDefinitionNode]:
        """The document and the operation asked for; RequestRefused for what is not valid."""
        document = self.documents.get(request.query)
        return document, document.operation(request.operation_name)

    def plans(self, request: Request, document: Document, operation: OperationDefinitionNode) -> dict[str, Any]:
        """Response key → plan (or finished value) of each root field, in the client's order."""
        try:
            self.limits.check_values(request.variables)
            reader = self._reader(request, document, operation)
            selected = reader.collect("Query", [operation.selection_set])
            self.limits.check("root_fields", len(selected))
            return {key: self._plan(reader, key, nodes, document, operation) for key, nodes in selected.items()}
        except QueryRefused as cause:
            raise RequestRefused([of_own(cause)], 400) from cause
        except GraphQLError as cause:
            raise RequestRefused(of_graphql([cause], "BAD_ARGUMENT"), 400) from cause

    def _reader(self, request: Request, document: Document, operation: OperationDefinitionNode) -> Reader:
        variables = get_variable_values(
            self.schema, operation.variable_definitions or (), request.variables, max_errors=20
        )
        if isinstance(variables, list):
            raise RequestRefused(of_graphql(variables, "BAD_VARIABLES"), 400)
        return Reader(self.schema, document.fragments, variables)

    def _plan(
        self, reader: Reader, key: str, nodes: list[FieldNode], document: Document, operation: OperationDefinitionNode
    ) -> Any:
        name = nodes[0].name.value
        if name == TYPENAME:
            return "Query"
        if name in INTROSPECTION:
            return _Introspection(document, operation, nodes)
        return compile_root(reader, self.limits, key, nodes)

    def _answer(
        self, key: str, plan: Any, session: Session | None, request: Request, errors: list[dict[str, Any]]
    ) -> Any:
        """What a root field answers; null, with an error, where that fails."""
        if isinstance(plan, str):
            return plan
        try:
            if isinstance(plan, _Introspection):
                return self._introspect(key, plan, request)
            assert session is not None
            return plan.answer(session)
        except StoreUnavailable:
            raise
        except GsagraphError as cause:
            _log(cause.code, request)
            errors.append(of_own(cause, [key]))
        except Exception:
            logger.exception("a root field failed", query=_hash(request.query))
            errors.append(error("INTERNAL", path=[key]))
        return None

    def _introspect(self, key: str, asked: "_Introspection", request: Request) -> Any:
        """The schema's own fields go whole to graphql-core; answers without variables are kept."""
        kept = (asked.document.text, asked.operation.name.value if asked.operation.name else "", key)
        if not request.variables and kept in self._introspected:
            return self._introspected[kept]
        result = execute_sync(self.schema, asked.alone(), variable_values=request.variables)
        answer = (result.data or {}).get(key)
        if not request.variables and len(self._introspected) < self.settings.cached_documents and answer is not None:
            self._introspected[kept] = answer
        return answer


@dataclass(frozen=True, slots=True)
class _Introspection:
    """A `__schema` or `__type` field."""

    document: Document
    operation: OperationDefinitionNode
    nodes: list[FieldNode]

    def alone(self) -> DocumentNode:
        """The document with this field as the only one of its operation."""
        operation = OperationDefinitionNode(
            operation=OperationType.QUERY,
            variable_definitions=self.operation.variable_definitions,
            selection_set=SelectionSetNode(selections=tuple(self.nodes)),
        )
        return DocumentNode(definitions=(operation, *self.document.fragments.values()))


def _asks_store(fields: dict[str, Any]) -> bool:
    return any(isinstance(plan, RootPlan | ResolvePlan | SimilarPlan) for plan in fields.values())


def _log(code: str, request: Request) -> None:
    logger.warning("a root field failed", code=code, query=_hash(request.query))


def _hash(text: str) -> str:
    """A mark by which equal documents are known in the log, without their text."""
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=8).hexdigest()
