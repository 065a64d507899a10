"""Work in, its result out: at most so many pieces at a time, the others in a line in which each hears its place."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import NamedTuple, TypeVar

from sqlgym.kinds.checker import Checker
from sqlgym.sandbox import Cancelled, Sandbox

T = TypeVar("T")

Work = Callable[["Slot"], T]
Tell = Callable[[int], object]
"""Hears one's place in the line, from 1 on; 0 is that it is one's turn."""

MOST_WAITING = 64
"""How many may wait."""


class Full(Exception):
    """There are too many in the line already."""


class Closed(Exception):
    """The server is ending."""


class Slot:
    """What does one piece of work at a time: a checker with a sandbox of its own."""

    def __init__(self, sandbox: Sandbox, checker: Checker) -> None:
        self.sandbox = sandbox
        self.checker = checker
        self.generation = 0
        """The state of the course that the checker knows."""


class Ticket(NamedTuple):
    """Somebody in the line: the slot they will get, and how they hear their place."""

    slot: "asyncio.Future[Slot]"
    tell: Tell


class Queue:
    """The slots, and who waits for one."""

    def __init__(self, slots: Sequence[Slot], most: int = MOST_WAITING) -> None:
        self.slots = tuple(slots)
        self.free = list(reversed(slots))
        self.line: list[Ticket] = []
        self.most = most
        self.pool = ThreadPoolExecutor(len(self.slots))

    async def run(self, work: Work[T], tell: Tell = lambda place: None) -> T:
        """Do a piece of work when it is its turn; whoever is cancelled leaves the line, or ends the work."""
        slot = await self.turn(tell)
        try:
            tell(0)
            return await self.perform(slot, work)
        finally:
            self.release(slot)

    async def turn(self, tell: Tell) -> Slot:
        """Wait for a slot; Full where too many do."""
        if self.free:
            return self.free.pop()
        if len(self.line) >= self.most:
            raise Full
        ticket = Ticket(asyncio.get_running_loop().create_future(), tell)
        self.line.append(ticket)
        tell(len(self.line))
        try:
            return await ticket.slot
        except asyncio.CancelledError:
            if ticket.slot.done() and not ticket.slot.cancelled():
                self.release(ticket.slot.result())
            elif ticket in self.line:
                self.line.remove(ticket)
                self.tell_places()
            raise

    def release(self, slot: Slot) -> None:
        """Give a slot to whoever is first in the line."""
        while self.line:
            ticket = self.line.pop(0)
            if not ticket.slot.done():
                ticket.slot.set_result(slot)
                self.tell_places()
                return
        self.free.append(slot)

    def tell_places(self) -> None:
        """Say to everybody how many are before them."""
        for place, ticket in enumerate(self.line, start=1):
            ticket.tell(place)

    async def perform(self, slot: Slot, work: Work[T]) -> T:
        """Do it in a thread; what nobody waits for any more is ended, and the slot is whole again afterwards."""
        done = asyncio.get_running_loop().run_in_executor(self.pool, work, slot)
        try:
            return await asyncio.shield(done)
        except Cancelled:
            raise Closed from None
        except asyncio.CancelledError:
            slot.sandbox.cancel()
            while not done.done():
                with suppress(asyncio.CancelledError):
                    await asyncio.wait({done})
            with suppress(Cancelled, Exception):
                done.result()
            slot.sandbox.renew()
            raise

    def close(self) -> None:
        """End what runs."""
        for slot in self.slots:
            slot.sandbox.cancel()
        self.pool.shutdown(wait=True, cancel_futures=True)
        for slot in self.slots:
            slot.sandbox.close()
