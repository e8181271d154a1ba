#!/usr/bin/env python3
"""Verifies the webhooks that the black-box tests received, with svix and standardwebhooks from PyPI.

    verify_webhooks.py FOLDER    every FOLDER/*.json, as the tests' receiver wrote it

Each record holds the secret, the headers, the body and when it came. Signatures age: the libraries' clock is set to
the time of arrival, so that their limit on age is checked as the receiver would have checked it.
"""

import base64
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import standardwebhooks.webhooks
import svix.webhooks

LIBRARIES = {"svix": svix.webhooks, "standardwebhooks": standardwebhooks.webhooks}
# Where the age of a signature is checked: svix leaves that to standardwebhooks.
CLOCK_OF = standardwebhooks.webhooks


def clock_at(unix_seconds):
    """A datetime class whose now is that moment."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.fromtimestamp(unix_seconds, tz or UTC)

    return Clock


def verify(library, record, body):
    """Raises what the library raises."""
    with mock.patch.object(CLOCK_OF, "datetime", clock_at(record["received_at"])):
        library.Webhook(record["secret"]).verify(body, record["headers"])


def is_refused(library, record, body):
    """Whether the library refuses it."""
    try:
        verify(library, record, body)
    except Exception:
        return True
    return False


def main(folder):
    """Returns the exit code."""
    records = [record for file in sorted(Path(folder).glob("*.json")) for record in json.loads(file.read_text())]
    if not records:
        print(f"verify_webhooks: no deliveries in {folder}; run the black-box tests first", file=sys.stderr)
        return 1
    for name, library in LIBRARIES.items():
        for record in records:
            body = base64.b64decode(record["body"])
            verify(library, record, body)
            late = record | {"received_at": record["received_at"] + 3_600}
            if not is_refused(library, record, body + b" ") or not is_refused(library, late, body):
                print(f"verify_webhooks: {name} takes what was changed or is an hour old", file=sys.stderr)
                return 1
        print(f"{name} verified {len(records)} deliveries")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
