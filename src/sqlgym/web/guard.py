"""Every request passes here first: who may come in, how much it may send, what a browser is told besides."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import msgspec
from starlette.datastructures import Headers, MutableHeaders

from sqlgym.course.answer import MOST_BYTES
from sqlgym.web.door import Door, Refusal
from sqlgym.web.values import Fault

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

MOST_BODY = 2 * MOST_BYTES
"""Bytes of a request's body: an answer as JSON, with room for what is escaped in it."""

TOO_LARGE = Refusal(413, "That is too much: an answer is a page of SQL, and at most 1 MiB.")
NOT_JSON = Refusal(415, "Send JSON, with Content-Type: application/json.")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
"""What every response says to a browser, unless it says otherwise itself."""


class TooLarge(Exception):
    """A body turned out to be larger than any may be."""


class Guard:
    """An application behind a door."""

    def __init__(self, app: App, door: Door) -> None:
        self.app = app
        self.door = door

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Let a request in, or refuse it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self.door.refusal(scope["method"], scope["path"], headers) or unsuitable(scope, headers)
        if refused:
            await refuse(refused, protected(send))
            return
        try:
            await self.app(scope, measured(receive), protected(send))
        except TooLarge:
            await refuse(TOO_LARGE, protected(send))


def unsuitable(scope: Message, headers: Headers) -> Refusal | None:
    """Why a body is not read at all, if it is not."""
    length = headers.get("content-length", "0")
    if length.isdecimal() and int(length) > MOST_BODY:
        return TOO_LARGE
    if scope["method"] in {"POST", "PUT", "PATCH"}:
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        return None if kind == "application/json" else NOT_JSON
    return None


def measured(receive: Receive) -> Receive:
    """Takes a body as far as it is not too large, whatever its headers said."""
    seen = 0

    async def take() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MOST_BODY:
            raise TooLarge
        return message

    return take


def protected(send: Send) -> Send:
    """Adds to every response what it has to say to a browser."""

    async def give(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return give


async def refuse(refused: Refusal, send: Send) -> None:
    """Answer with a refusal."""
    body = msgspec.json.encode(Fault(refused.said))
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if refused.status == 429:
        headers.append((b"retry-after", b"1"))
    if refused.status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
