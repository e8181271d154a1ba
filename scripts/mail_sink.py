"""A mail server for tests: takes mail on loopback and writes down what came, one JSON file for each message.

Usage: mail_sink.py FOLDER. Prints the port that it listens on, and ends when its standard input does.

The recipient says how it is treated: later-N@… is put off (451) N times before its mail is taken, never@… is refused
(550) for good. A message is written under another name first, so that whoever looks sees it whole.
"""

import asyncio
import json
import re
import sys
from collections import Counter
from email import message_from_bytes, policy
from itertools import count
from pathlib import Path

from aiosmtpd.smtp import SMTP

LATER = re.compile(r"later-(\d+)@")


class Sink:
    def __init__(self, folder):
        self.folder = folder
        self.numbers = count(1)
        self.put_off = Counter()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("never@"):
            return "550 5.1.1 no such person"
        later = LATER.match(address)
        if later and self.put_off[address] < int(later.group(1)):
            self.put_off[address] += 1
            return "451 4.7.1 come again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=policy.default)
        parts = {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()}
        taken = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "headers": [[name, str(value)] for name, value in message.items()],
            "parts": parts,
            "raw": envelope.content.decode("utf-8", "replace"),
        }
        name = f"{next(self.numbers):04}"
        unfinished = self.folder / f"{name}.part"
        unfinished.write_text(json.dumps(taken))
        unfinished.rename(self.folder / f"{name}.json")
        return "250 2.0.0 taken"


async def serve(folder):
    sink = Sink(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(sink, hostname="mail.test"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
