"""The application: the guard, the API, the page, and what watches files while it runs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware

from sqlgym.web import api, assets
from sqlgym.web.door import Door
from sqlgym.web.events import Watched
from sqlgym.web.guard import Guard
from sqlgym.web.service import Service


def application(service: Service, door: Door) -> Starlette:
    """The page and its API, for whoever has the token."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        stop = asyncio.Event()
        watching = asyncio.create_task(publish_changes(service, stop))
        try:
            yield
        finally:
            stop.set()
            watching.cancel()
            await asyncio.to_thread(service.queue.close)

    return Starlette(
        routes=[*api.routes(service), *assets.routes()],
        middleware=[Middleware(Guard, door=door)],
        lifespan=lifespan,
    )


async def publish_changes(service: Service, stop: asyncio.Event) -> None:
    """Tell the pages what was saved, by whatever program."""
    root = service.course.root.resolve() if service.author else None
    watched = Watched(service.workspace.folder.resolve(), service.course.names, root)
    async for paths in watched.changes(stop):
        for path in sorted(paths):
            publish(service, path, root)


def publish(service: Service, path: Path, course: Path | None) -> None:
    """Tell the pages of one file."""
    if path.name == "state.json":
        service.hub.publish("progress")
    elif path.parent == service.workspace.folder.resolve():
        service.hub.publish("saved", exercise=path.stem)
    elif course is not None:
        service.reload()
        parts = path.relative_to(course).parts
        service.hub.publish("course", exercise=parts[1] if parts[0] == "exercises" and len(parts) > 2 else "")
