#!/usr/bin/env python3
"""Checks that the console knows the house API as the server describes it.

    check_console_types.py --server FILE --data FOLDER

console/src/api/schema.d.ts is made from the server's /openapi.json and kept in the repository, so that the console can be
built before the server is. This starts the server, asks it, and compares. Exit code 1 where they differ.
"""

import argparse
import subprocess
import sys
import urllib.request
from pathlib import Path

from stranger import Failure, Server

CONSOLE = Path(__file__).resolve().parent.parent / "console"


def main():
    """Reads the command line, and compares."""
    parser = argparse.ArgumentParser(description="Compares the console's types with the server's description.")
    parser.add_argument("--server", type=Path, required=True, help="the colloquy executable")
    parser.add_argument("--data", type=Path, required=True, help="a folder of its own; it is emptied first")
    arguments = parser.parse_args()
    description = arguments.data.resolve() / "openapi.json"
    try:
        with Server(arguments.server, arguments.data) as server:
            with urllib.request.urlopen(f"{server.url}/openapi.json", timeout=60) as answer:
                description.write_bytes(answer.read())
    except (Failure, OSError) as failure:
        print(f"check_console_types: {failure}", file=sys.stderr)
        return 1
    compared = subprocess.run(["node", "tools/types.mjs", "--check", str(description)], cwd=CONSOLE)
    if compared.returncode != 0:
        print(f"the description: {description}; in console/: npm run types -- {description}", file=sys.stderr)
        return 1
    print("the console's types are what the server describes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
