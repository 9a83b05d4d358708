"""A real, very small mail server in a thread, which can be slow, refuse, or accept a letter and drop the line."""

import asyncio
import threading
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Self


class SmtpServer:
    """`mood` may change while it runs: fine, silent, drops, busy, refuses, rejects. `stop` takes it down."""

    def __init__(self) -> None:
        self.mood = "fine"
        self.letters: list[Message] = []
        self.connections = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._is_up = threading.Event()
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        self._is_up.wait(5)
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._talk, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._is_up.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        if self.mood == "silent":
            await asyncio.sleep(60)
        await self._say(writer, "220 ready")
        while line := await reader.readline():
            if not await self._answer(line.decode().strip().upper(), reader, writer):
                break
        writer.close()

    async def _answer(self, line: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        if line.startswith("RCPT") and self.mood in ("busy", "refuses"):
            await self._say(writer, "451 later" if self.mood == "busy" else "550 nobody here")
        elif line == "DATA":
            return await self._receive(reader, writer)
        elif line == "QUIT":
            await self._say(writer, "221 bye")
            return False
        else:
            await self._say(writer, "250 ok")
        return True

    async def _receive(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        await self._say(writer, "354 go on")
        text = await reader.readuntil(b"\r\n.\r\n")
        if self.mood == "rejects":
            await self._say(writer, "554 not like this")
            return True
        self.letters.append(message_from_bytes(text[:-5], policy=default))
        if self.mood == "drops":
            return False
        await self._say(writer, "250 taken")
        return True

    async def _say(self, writer: asyncio.StreamWriter, line: str) -> None:
        writer.write(f"{line}\r\n".encode())
        await writer.drain()
