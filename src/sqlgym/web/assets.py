"""The page: one HTML text for every address of it, and the files that it needs, all read once."""

import hashlib
import secrets
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

STATIC = Path(__file__).parent / "static"

FILES = {
    "app.js": "text/javascript; charset=utf-8",
    "app.css": "text/css; charset=utf-8",
    "favicon.svg": "image/svg+xml",
}
"""File → its media type."""

PAGES = ("/", "/exercise/{name}", "/class")
"""The addresses of the page; what stands there is made by its script."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
    "style-src-attr 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""No script but the bundle, no connection but to this server; the nonce is for the editor's own styles.

Attributes may hold styles: where a selection is typed over, Chromium itself writes some into the editor.
"""


class Asset(NamedTuple):
    """A file that the page needs."""

    data: bytes
    media: str
    tag: str


def asset(name: str) -> Asset:
    """Read a file."""
    data = (STATIC / name).read_bytes()
    return Asset(data, FILES[name], f'"{hashlib.sha256(data).hexdigest()[:16]}"')


def routes() -> list[Route]:
    """The page and its files."""
    html = (STATIC / "index.html").read_text(encoding="utf-8")
    assets = {name: asset(name) for name in FILES}

    async def page(request: Request) -> Response:
        nonce = secrets.token_urlsafe(16)
        headers = {"Content-Security-Policy": POLICY.format(nonce=nonce)}
        return Response(html.replace("{{nonce}}", nonce), media_type="text/html", headers=headers)

    async def file(request: Request) -> Response:
        found = assets.get(request.path_params["name"])
        if found is None:
            return Response("There is no such file.", 404, media_type="text/plain")
        headers = {"ETag": found.tag, "Cache-Control": "no-cache"}
        if request.headers.get("if-none-match") == found.tag:
            return Response(status_code=304, headers=headers)
        return Response(found.data, media_type=found.media, headers=headers)

    return [*(Route(path, page) for path in PAGES), Route("/assets/{name}", file)]
