"""Headers of every answer: no guessing of media types, and no cache that gives one reader another one's answer.

What is answered depends on the token, so every answer varies by `Authorization`; an answer to a
request with a token is kept by no shared cache and no disk.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = "/static/"
FOR_ONE_READER = "private, no-store"


class SafeHeaders:
    """Wraps the application and completes the headers of each answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and complete what is answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with_token = "authorization" in Headers(scope=scope)
        varies = not scope["path"].startswith(STATIC)

        async def completing(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("x-content-type-options", "nosniff")
                if varies:
                    _complete(headers, with_token=with_token)
            await send(message)

        await self.app(scope, receive, completing)


def _complete(headers: MutableHeaders, *, with_token: bool) -> None:
    """Vary by the token; where there was one, forbid keeping the answer."""
    varied = {name.strip().lower() for name in headers.get("vary", "").split(",")}
    if "authorization" not in varied:
        headers.add_vary_header("Authorization")
    if with_token:
        headers["cache-control"] = FOR_ONE_READER
