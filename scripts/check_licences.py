#!/usr/bin/env python3
"""Checks every crate that is built against deny.toml: its licence, whether it is banned, where it comes from.

Stands in for `cargo deny check bans licenses sources` on machines without cargo-deny. It trusts the `license` field
of a crate's manifest; cargo-deny reads the licence texts as well.
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOKEN = re.compile(r"\(|\)|[^\s()]+")


class Expression:
    """An SPDX expression, evaluated by recursive descent: OR binds weaker than AND, AND weaker than WITH."""

    def __init__(self, text, allowed):
        # Older manifests write a slash for OR.
        self.tokens = TOKEN.findall(text.replace("/", " OR "))
        self.allowed = allowed

    def is_allowed(self):
        """Whether the licences that are allowed satisfy it."""
        result = self._either()
        if self.tokens:
            raise ValueError(f"cannot read licence expression at {self.tokens[0]!r}")
        return result

    def _take(self, word):
        if self.tokens and self.tokens[0] == word:
            return self.tokens.pop(0)
        return None

    def _either(self):
        result = self._both()
        while self._take("OR"):
            # Not short-circuited: the right side has to be read in any case.
            result = self._both() or result
        return result

    def _both(self):
        result = self._one()
        while self._take("AND"):
            result = self._one() and result
        return result

    def _one(self):
        if self._take("("):
            result = self._either()
            if not self._take(")"):
                raise ValueError("a bracket in a licence expression is not closed")
            return result
        if not self.tokens:
            raise ValueError("a licence expression ends too early")
        name = self.tokens.pop(0)
        if self._take("WITH"):
            name = f"{name} WITH {self.tokens.pop(0)}"
        return name in self.allowed


def problems_of(package, policy):
    """What is wrong with one package, in words."""
    name = f"{package['name']} {package['version']}"
    banned = {rule["crate"]: rule["reason"] for rule in policy["bans"]["deny"]}
    if package["name"] in banned:
        yield f"{name} is banned: {banned[package['name']]}"
    if package["source"] is not None and not package["source"].startswith("registry+"):
        yield f"{name} comes from {package['source']}"
    licence = package["license"]
    if licence is None:
        yield f"{name} names no licence"
        return
    try:
        if not Expression(licence, set(policy["licenses"]["allow"])).is_allowed():
            yield f"{name} is under {licence}, which deny.toml does not allow"
    except (ValueError, IndexError) as error:
        yield f"{name}: {error}: {licence}"


def main():
    """Prints every problem; exit code 1 where there is one."""
    policy = tomllib.loads((ROOT / "deny.toml").read_text())
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    for target in policy["graph"]["targets"]:
        command += ["--filter-platform", target]
    metadata = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    built = {node["id"] for node in metadata["resolve"]["nodes"]}
    packages = [package for package in metadata["packages"] if package["id"] in built]
    problems = [problem for package in packages for problem in problems_of(package, policy)]
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(packages)} crates checked, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
