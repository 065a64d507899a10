"""A request's headers in, why it is refused out: only this page, under this address, with this token, gets in.

A browser sends a page's cookies to every port of a host, so there is none: the token comes as `Authorization: Bearer`,
which no other page can set. Host keeps out names that are made to lead here (DNS rebinding), Origin and Sec-Fetch-Site
other pages. The page itself holds nothing that is secret, and may be opened from anywhere.
"""

import hmac
import ipaddress
import socket
from collections.abc import Mapping
from typing import NamedTuple

from sqlgym.web.rate import Bucket


class Refusal(NamedTuple):
    """The status and the sentence with which a request is refused."""

    status: int
    said: str


LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

ELSEWHERE = Refusal(421, "This server does not answer under that name. Open the address that it printed.")
FOREIGN = Refusal(403, "Another page asked for this. Open the address that the server printed.")
NO_TOKEN = Refusal(401, "The token is missing or wrong. Open the address that `sqlgym serve` printed.")
TOO_OFTEN = Refusal(429, "Too many requests. Wait a moment.")


class Door:
    """Knows the token and the names of this server."""

    def __init__(self, token: str, host: str, port: int) -> None:
        self.token = token
        self.host = host
        self.port = port
        self.requests = Bucket(most=240, rate=40)
        self.guesses = Bucket(most=20, rate=1)

    def refusal(self, method: str, path: str, headers: Mapping[str, str]) -> Refusal | None:
        """Why a request may not come in, if it may not."""
        host = headers.get("host", "").lower()
        if not self.own_name(host):
            return ELSEWHERE
        api = path.startswith("/api/") or path == "/api"
        if self.foreign(headers, host, page=method in {"GET", "HEAD"} and not api):
            return FOREIGN
        return self.uncertified(headers) if api else None

    def own_name(self, host: str) -> bool:
        """Whether this is a name of this server: of loopback, or of where else it listens."""
        name, _, port = host.rpartition(":")
        if not name:
            name, port = port, "80"
        if port != str(self.port):
            return False
        return name in LOOPBACK or (self.host not in BOUND and (name == self.host or names_machine(name)))

    def foreign(self, headers: Mapping[str, str], host: str, page: bool) -> bool:
        """Whether another page asks: a link to the page itself may be followed from anywhere, in a tab of its own."""
        origin = headers.get("origin")
        if origin is not None and origin.lower() != f"http://{host}":
            return True
        if headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}:
            return False
        opened = (headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == ("navigate", "document")
        return not (page and opened)

    def uncertified(self, headers: Mapping[str, str]) -> Refusal | None:
        """Why a call is refused: it has not the token, or comes too often."""
        scheme, _, given = headers.get("authorization", "").partition(" ")
        right = hmac.compare_digest(given.strip().encode(), self.token.encode())
        if scheme.lower() != "bearer" or not right:
            return NO_TOKEN if self.guesses.take() else TOO_OFTEN
        return None if self.requests.take() else TOO_OFTEN


BOUND = {"127.0.0.1", "localhost", "::1"}
"""Where a server can listen that nobody else's machine reaches."""


def names_machine(name: str) -> bool:
    """Whether this is an address, which no name server can lead elsewhere, or this machine's own name."""
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return name == socket.gethostname().lower()
    return True
