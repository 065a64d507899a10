"""The calls of the API, each a function from a request and the service to a value, in one table."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar

import msgspec
from starlette.requests import Request as HttpRequest
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from sqlgym.errors import SqlgymError, UsageError
from sqlgym.faults import recorded
from sqlgym.verdict import Report
from sqlgym.web import teaching
from sqlgym.web.answers import Newer
from sqlgym.web.events import MOST_PAGES
from sqlgym.web.guard import TooLarge
from sqlgym.web.queue import Closed, Full
from sqlgym.web.service import Service
from sqlgym.web.values import (
    AnswerView,
    AuditView,
    ClassView,
    CourseView,
    Fault,
    Hints,
    Request,
    Save,
    TablesView,
    TaskView,
)

T = TypeVar("T")

Handler = Callable[[Service, HttpRequest], Awaitable[object]]


class Call(NamedTuple):
    """One call of the API: how it is made, what it takes and gives, and what it does, for the documentation."""

    method: str
    path: str
    handler: Handler
    gives: type | None
    does: str
    takes: type | None = None


async def overview(service: Service, request: HttpRequest) -> object:
    """The list of exercises."""
    return await asyncio.to_thread(service.overview)


async def task(service: Service, request: HttpRequest) -> object:
    """One exercise."""
    return await asyncio.to_thread(service.task, request.path_params["name"])


async def tables(service: Service, request: HttpRequest) -> object:
    """The tables of an exercise."""
    return await service.tables(request.path_params["name"])


async def save(service: Service, request: HttpRequest) -> object:
    """Write an answer."""
    wanted = await body(request, Save)
    return await asyncio.to_thread(service.save, request.path_params["name"], wanted)


async def reset(service: Service, request: HttpRequest) -> object:
    """Put the starter back."""
    return await asyncio.to_thread(service.reset, request.path_params["name"])


async def hint(service: Service, request: HttpRequest) -> object:
    """The next hint."""
    return await asyncio.to_thread(service.hint, request.path_params["name"])


async def run(service: Service, request: HttpRequest) -> object:
    """Run SQL."""
    wanted = await body(request, Request)
    return await while_connected(request, service.run(wanted, partial(tell, service, wanted)))


async def check(service: Service, request: HttpRequest) -> object:
    """Judge an answer."""
    wanted = await body(request, Request)
    return await while_connected(request, service.check(wanted, partial(tell, service, wanted)))


async def events(service: Service, request: HttpRequest) -> object:
    """All that happens, as it happens."""
    if len(service.hub.pages) >= MOST_PAGES:
        raise Full
    return StreamingResponse(connected(service.hub.stream()), media_type="text/event-stream")


async def audit(service: Service, request: HttpRequest) -> object:
    """Test an exercise."""
    return await teaching.audit(service, request.path_params["name"])


async def graded(service: Service, request: HttpRequest) -> object:
    """The class."""
    return await asyncio.to_thread(teaching.graded, service)


async def graded_answer(service: Service, request: HttpRequest) -> object:
    """One answer of the class."""
    names = request.query_params
    return await asyncio.to_thread(
        teaching.answer, service, names.get("student", ""), names.get("exercise", "")
    )


CALLS = (
    Call("GET", "/api/exercises", overview, CourseView, "The course: its exercises and what has passed."),
    Call(
        "GET", "/api/exercises/{name}", task, TaskView, "One exercise: the task, the answer, the hints given."
    ),
    Call(
        "GET", "/api/exercises/{name}/tables", tables, TablesView, "Its tables, their first rows, a drawing."
    ),
    Call("PUT", "/api/exercises/{name}/answer", save, AnswerView, "Write the answer's file.", Save),
    Call(
        "POST", "/api/exercises/{name}/reset", reset, AnswerView, "Put the starter back; your text is kept."
    ),
    Call("POST", "/api/exercises/{name}/hint", hint, Hints, "Give the next hint."),
    Call("POST", "/api/run", run, Report, "Run SQL on the exercise's tables, without a verdict.", Request),
    Call(
        "POST", "/api/check", check, Report, "The verdict on an answer: the JSON report of `check`.", Request
    ),
    Call("GET", "/api/events", events, None, "Server-sent events: what is saved, passed, and in the queue."),
    Call("GET", "/api/exercises/{name}/audit", audit, AuditView, "With `--course DIR`: what an audit finds."),
    Call("GET", "/api/class", graded, ClassView, "With `--store FILE`: the class."),
    Call("GET", "/api/class/answer", graded_answer, Report, "With `--store FILE`: a student's verdict."),
)


def routes(service: Service) -> list[Route]:
    """The calls as Starlette has them."""
    return [Route(one.path, partial(answer, service, one), methods=[one.method]) for one in CALLS]


async def answer(service: Service, call: Call, request: HttpRequest) -> Response:
    """Answer a call; what goes wrong is a sentence and a status."""
    try:
        made = await call.handler(service, request)
    except (Malformed, msgspec.ValidationError) as error:
        return problem(400, str(error))
    except UsageError as error:
        return problem(404, str(error))
    except Newer:
        return problem(409, "The file was changed meanwhile; what is in it now was not overwritten.")
    except Full:
        return problem(503, "Too many are waiting already. Try again in a moment.")
    except TooLarge:
        raise
    except Closed:
        return problem(503, "The server is ending.")
    except SqlgymError as error:
        return problem(500, str(error))
    except Gone:
        return Response(status_code=499)
    except Exception as error:
        return problem(500, recorded(error))
    return made if isinstance(made, Response) else encoded(made)


def encoded(value: object, status: int = 200) -> Response:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def problem(status: int, said: str) -> Response:
    """Why there is no answer."""
    return encoded(Fault(said), status)


class Malformed(Exception):
    """A body is not what the call takes."""


async def body(request: HttpRequest, kind: type[T]) -> T:
    """The body of a call."""
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except msgspec.DecodeError as error:
        raise Malformed(f"the body is not what this call takes: {error}") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise Malformed("the body is not JSON") from error


class Gone(Exception):
    """Whoever asked does not wait any more."""


async def while_connected(request: HttpRequest, work: Awaitable[dict[str, Any]]) -> dict[str, Any]:
    """Do work for as long as somebody waits for it."""
    doing = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(disconnected(request))
    try:
        await asyncio.wait({doing, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if doing.done():
            return doing.result()
        raise Gone
    finally:
        for one in (doing, leaving):
            one.cancel()


async def disconnected(request: HttpRequest) -> None:
    """Wait until whoever asked has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def connected(stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """A stream; Starlette ends it where its page goes away."""
    async for part in stream:
        yield part


def tell(service: Service, wanted: Request, place: int) -> None:
    """Tell the pages how many are before a check in the queue."""
    if wanted.id:
        service.hub.publish("queue", id=wanted.id, place=place)
