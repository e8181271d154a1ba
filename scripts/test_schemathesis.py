"""Runs schemathesis with all checks against a server of its own that has something of everything."""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import uuid

from demo_server import DemoFailure, DemoServer

HERE = pathlib.Path(__file__).resolve().parent
CONFIGURATION = HERE / "schemathesis.toml"
READY_WITHIN_SECONDS = 60
OWNER = "owner@acme.example"

# Where ids of things are read from, by the name of their dictionary.
LISTS = {
    "conversations": "/api/colloquy/v1/conversations",
    "webhooks": "/api/colloquy/v1/webhooks",
    "oauth_clients": "/api/colloquy/v1/oauth/clients",
    "dialer_connections": "/api/colloquy/v1/dialer_connections",
    "signal_definitions": "/api/colloquy/v1/signal-definitions",
}


class FreshServer(DemoServer):
    """Its language engine needs no model, nobody waits for a rate, and no private network can be reached."""

    def key_of_nobody(self):
        """A key that may do everything and has no user: what is tried on users must not end it."""
        return self._command("key", "create", "--name", "schemathesis")["api_key"]

    def _environment(self):
        usual = super()._environment()
        usual.pop("COLLOQUY_NETGUARD__ALLOW_NETWORKS")
        usual.pop("COLLOQUY_NETGUARD__ALLOW_HTTP")
        return usual | {"COLLOQUY_LANGUAGE__ENGINE": "basic", "COLLOQUY_HTTP__REQUESTS_PER_MINUTE": "0"}


def call(number):
    """A call whose transcript holds something to find."""
    turns = [
        "Thanks for calling Acme, this is Rae.",
        "Hi, this is Jonas. The price of the renewal is too high for us.",
        "I understand. I will send you a new quote by Friday.",
    ]
    entries = [
        {"speaker_index": turn % 2, "start_seconds": turn * 5.0, "end_seconds": turn * 5.0 + 4.0, "text": text}
        for turn, text in enumerate(turns)
    ]
    return {
        "type": "CALL",
        "title": f"Renewal call {number}",
        "source_system": "acme-dialer",
        "external_id": f"acme:{number}",
        "run_workflows": True,
        "start_at": f"2026-06-0{number}T09:00:00Z",
        "external_url": f"https://dialer.example.com/calls/{number}",
        "participants": [
            {"name": "Rae Owner", "email": OWNER, "is_owner": True},
            {"name": f"Jonas {number}", "email": f"jonas{number}@customer{number}.example", "phone": f"+1415555010{number}"},
        ],
        "transcript_timeline": {"speakers": [{"name": "Rae Owner"}, {"name": f"Jonas {number}"}], "entries": entries},
    }


def seed(server):
    """Fills the workspace; returns the ids of what is there."""
    tags = [server.post("/api/v2/tags", {"name": f"Renewal {number}"}, expect=201)["id"] for number in range(1, 6)]
    webhook = server.create_endpoint("https://receiver.example.com/hooks")
    program = {"name": "Reports", "scopes": ["engagements:read"], "redirect_uris": ["https://reports.example.com/back"]}
    server.post("/api/colloquy/v1/oauth/clients", program, expect=201)
    server.post("/api/colloquy/v1/dialer_connections", {"dialer": "wavv", "name": "Floor 2"}, expect=201)
    made = [server.post("/api/v2/engagements", call(number), expect=201)["id"] for number in range(1, 6)]
    wait_until_processed(server, made)
    ids = {name: [row["id"] for row in server.get(path)["data"]] for name, path in LISTS.items()}
    deliveries = server.get(f"/api/colloquy/v1/webhooks/{webhook['id']}/deliveries")["data"]
    read = [server.get(f"/api/v2/engagements/{one}?expand=contacts,companies,owner") for one in made]
    ids |= {name: [row["id"] for one in read for row in one[name]] for name in ("contacts", "companies")}
    comments = [server.post(f"/api/v2/engagements/{one}/transcript_comments", {"body": "well said"}, expect=201) for one in made]
    ids |= {"users": [read[0]["owner"]["id"]], "comments": [comment["id"] for comment in comments]}
    ids |= agents(server) | {"calls": [uuid_of(one) for one in made]}
    return ids | {"engagements": made, "tags": tags, "deliveries": [delivery["id"] for delivery in deliveries]}


def agents(server):
    """Makes agents, each with an endpoint and a prompt; returns the ids by the names of their dictionaries."""
    ids = {"agents": [], "agent_endpoints": [], "prompts": []}
    for number in range(1, 4):
        agent = server.post("/v1/agent", {"name": f"Agent {number}"}, expect=201)["data"]["id"]
        endpoint = {"agentId": agent, "direction": "INCOMING", "value": f"+1415555020{number}"}
        prompt = server.put(f"/v1/agent/{agent}/prompts", {"prompt": "Be kind."})
        ids["agents"].append(agent)
        ids["agent_endpoints"].append(server.post("/v1/agent/endpoint", endpoint, expect=201)["data"]["id"])
        ids["prompts"].append(prompt["data"]["promptId"])
    return ids


def uuid_of(engagement):
    """The same id as Roark's API spells it."""
    digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    value = 0
    for letter in engagement.removeprefix("ngmt_"):
        value = value * 32 + digits.index(letter)
    return str(uuid.UUID(int=value))


def wait_until_processed(server, ids):
    """Until every stage of all of them has ended."""
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    for conversation in ids:
        while True:
            stages = server.get(f"/api/colloquy/v1/conversations/{conversation}")["stages"]
            if all(stage["status"] in ("done", "failed", "skipped") for stage in stages):
                break
            if time.monotonic() > deadline:
                raise DemoFailure(f"the insights of {conversation} did not come")
            time.sleep(0.1)


def configuration(ids):
    """The settings with the dictionaries of ids."""
    dictionaries = [f"\n[dictionaries.{name}]\nvalues = {json.dumps(found)}\n" for name, found in ids.items()]
    return CONFIGURATION.read_text() + "".join(dictionaries)


# The operations in two halves that are tried at the same time, each against a server of its own: one after the other
# they take twice as long, and schemathesis cannot use two threads here (see the settings).
HALVES = {"v1": "^/v1/", "others": "^/(?!v1/)"}


class Half:
    """One of the halves: a server, and schemathesis at work on it."""

    def __init__(self, name, pattern, options):
        self.name, self.pattern, self.options = name, pattern, options
        self.work = options.work / name
        self.server = FreshServer(self.work, options.server)
        self.output = None
        self.process = None

    def start(self):
        """Fills the server and begins."""
        self.server.ensure_running()
        self.server.ensure_user(OWNER, "Rae Owner")
        settings = self.work / "schemathesis.toml"
        settings.write_text(configuration(seed(self.server)))
        command = [str(pathlib.Path(sys.executable).parent / "schemathesis"), "--config-file", str(settings), "run",
                   f"{self.server.url}/openapi.json", "--no-color", "--include-path-regex", self.pattern, *self.options.rest]
        self.output = (self.work / "schemathesis.log").open("w+")
        environment = os.environ | {"COLLOQUY_SCHEMATHESIS_KEY": self.server.key_of_nobody()}
        self.process = subprocess.Popen(command, env=environment, stdout=self.output, stderr=subprocess.STDOUT)

    def finish(self):
        """Waits for the end, prints what was said, and returns the exit code."""
        code = self.process.wait()
        self.output.seek(0)
        print(f"--- {self.name}: {self.pattern}", flush=True)
        shutil.copyfileobj(self.output, sys.stdout)
        return code

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()
        if self.output is not None:
            self.output.close()
        self.server.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", type=pathlib.Path, required=True, help="the executable")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder for the servers' data; emptied first")
    parser.add_argument("--half", choices=HALVES, action="append", help="only this one")
    parser.add_argument("rest", nargs="*", help="further options of `schemathesis run`, after --")
    options = parser.parse_args()
    shutil.rmtree(options.work, ignore_errors=True)
    halves = [Half(name, HALVES[name], options) for name in options.half or HALVES]
    try:
        for half in halves:
            half.start()
        return max([half.finish() for half in halves])
    except DemoFailure as failure:
        print(f"schemathesis could not be run: {failure}", file=sys.stderr)
        return 1
    finally:
        for half in halves:
            half.stop()


if __name__ == "__main__":
    sys.exit(main())
