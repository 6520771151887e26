"""The first thing a visitor reads is true: the README's question has the README's answer."""

import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """The one code block of a language."""
    found = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


async def test_the_readme_tells_the_truth(ask: Callable[..., Awaitable[dict[str, Any]]]) -> None:
    """Its query, asked of the example graph, gives exactly the answer printed below it, on either store."""
    assert await ask(block("graphql")) == json.loads(block("json"))["data"]
