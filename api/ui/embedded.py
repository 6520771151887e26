"""JSON inside HTML: data for a page's own script, and JSON-LD for machines that read the page."""

from typing import Any

import orjson

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def json_text(value: Any) -> str:
    """JSON without any sign that HTML could read: `<`, `>`, `&` and two line separators are escaped."""
    return orjson.dumps(value).decode().translate(_ESCAPES)
