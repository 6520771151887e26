"""Statements of our own making, run in a transaction or a session."""

from collections.abc import Iterator
from typing import Any

from neo4j import ManagedTransaction, Record, Session, Transaction

Runner = Session | Transaction | ManagedTransaction


def query(runner: Runner, text: str, **parameters: Any) -> Iterator[Record]:
    """Run a statement and stream its records. The text is made of the model's names, values are parameters."""
    yield from runner.run(text, parameters)


def command(runner: Runner, text: str, **parameters: Any) -> None:
    """Run a statement for its effect."""
    runner.run(text, parameters).consume()
