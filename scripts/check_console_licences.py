#!/usr/bin/env python3
"""Checks every npm package that the web console is made of or with: its licence, and where it comes from.

What ends up in the console, and so in the server's executable, has to satisfy deny.toml, as the crates do; what only
builds and tests it may be under a few licences more. The licences are read from the packages themselves, so they have
to be installed (scripts/setup.sh console). Where the console was built, the notices beside it (licences.txt) are looked
at as well: a package of which only its name is told there, and no text, has to be known below. Exit code 1 where there
is a problem.
"""

import json
import re
import sys
import tomllib
from pathlib import Path

from check_licences import Expression

ROOT = Path(__file__).resolve().parent.parent
CONSOLE = ROOT / "console"
NOTICES = CONSOLE / "dist" / "licences.txt"
# Used as separate programs and shipped to nobody: argparse (Python-2.0, what Python itself is under).
MORE_FOR_TOOLS = {"Python-2.0"}
# Packages without a licence text of their own: the text stands in that of another package of the same author.
TEXT_ELSEWHERE = {"react-remove-scroll-bar": "react-remove-scroll"}
NOTICE = re.compile(r"^## (\S+) - (\S+) \((.+)\)$", re.MULTILINE)


def installed(lock):
    """The packages of the lock file that are installed: where, what the lock says of them, and their own manifest."""
    for place, locked in lock["packages"].items():
        if not place:
            continue
        manifest = CONSOLE / place / "package.json"
        if manifest.exists():
            yield place.rpartition("node_modules/")[2], locked, json.loads(manifest.read_text())
        elif not locked.get("optional"):
            raise SystemExit(f"{place} is not installed: run scripts/setup.sh console")


def problems_of(name, locked, manifest, allowed):
    """What is wrong with one package, in words."""
    name = f"{name} {manifest['version']}"
    if manifest["version"] != locked["version"]:
        yield f"{name} is installed, but locked is {locked['version']}: run scripts/setup.sh console"
    if not locked.get("integrity"):
        yield f"{name} has no hash in console/package-lock.json"
    # Packages are fetched from wherever npm is set to fetch them, and known by their hashes.
    if "resolved" in locked:
        yield f"{name} comes from {locked['resolved']}: remove `resolved` from console/package-lock.json"
    licence = manifest.get("license")
    if not isinstance(licence, str):
        yield f"{name} names no licence"
        return
    may_be = allowed | MORE_FOR_TOOLS if locked.get("dev") else allowed
    try:
        if not Expression(licence, may_be).is_allowed():
            yield f"{name} is under {licence}, which is not allowed {'for tools' if locked.get('dev') else 'by deny.toml'}"
    except (ValueError, IndexError) as error:
        yield f"{name}: {error}: {licence}"


def problems_of_notices(lock):
    """What is wrong with the notices beside the console's scripts."""
    pieces = NOTICE.split(NOTICES.read_text())
    texts = {name: text.strip() for name, text in zip(pieces[1::4], pieces[4::4])}
    if not texts:
        yield f"no package is named in {NOTICES.relative_to(ROOT)}"
    for name, text in texts.items():
        locked = lock["packages"].get(f"node_modules/{name}", {})
        if locked.get("dev"):
            yield f"{name} is in the console, but among devDependencies in console/package.json"
        if not text and not texts.get(TEXT_ELSEWHERE.get(name)):
            yield f"{name} is in the console without the text of its licence: see TEXT_ELSEWHERE in this script"


def main():
    """Prints every problem; exit code 1 where there is one."""
    allowed = set(tomllib.loads((ROOT / "deny.toml").read_text())["licenses"]["allow"])
    lock = json.loads((CONSOLE / "package-lock.json").read_text())
    packages = list(installed(lock))
    problems = [problem for package in packages for problem in problems_of(*package, allowed)]
    if NOTICES.exists():
        problems += problems_of_notices(lock)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(packages)} npm packages checked, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
