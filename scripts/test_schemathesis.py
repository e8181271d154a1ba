"""Runs schemathesis with all checks against a server of its own that has something of everything."""

import argparse
import base64
import io
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
import wave

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
        return self._command("key", "create", "--name", "schemathesis")

    def post_by_basic(self, path, body, expect):
        """Sends JSON with the key by HTTP Basic, as Elemente's API wants it, and returns the JSON of the answer."""
        pair = self.key.removeprefix("sk-apik_").replace(".", ":", 1)
        request = urllib.request.Request(self.url + path, data=json.dumps(body).encode(), method="POST")
        request.add_header("authorization", "Basic " + base64.b64encode(pair.encode()).decode())
        request.add_header("content-type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                status, answer = response.status, response.read()
        except urllib.error.HTTPError as error:
            status, answer = error.code, error.read()
        except OSError as error:
            raise DemoFailure(f"POST {path}: {error}") from error
        if status != expect:
            raise DemoFailure(f"POST {path} answered {status}: {answer.decode(errors='replace')[:2000]}")
        return json.loads(answer)

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
    keys = [{"name": f"Reports {number}", "scopes": ["engagements:read"]} for number in range(1, 6)]
    keys = [server.post("/api/colloquy/v1/keys", key, expect=201)["id"] for key in keys]
    ids = {name: [row["id"] for row in server.get(path)["data"]] for name, path in LISTS.items()}
    deliveries = server.get(f"/api/colloquy/v1/webhooks/{webhook['id']}/deliveries")["data"]
    read = [server.get(f"/api/v2/engagements/{one}?expand=contacts,companies,owner") for one in made]
    ids |= {name: [row["id"] for one in read for row in one[name]] for name in ("contacts", "companies")}
    comments = [server.post(f"/api/v2/engagements/{one}/transcript_comments", {"body": "well said"}, expect=201) for one in made]
    ids |= {"users": [read[0]["owner"]["id"]], "comments": [comment["id"] for comment in comments]}
    links = [f"/api/colloquy/v1/conversations/{one}/shares" for one in made]
    links = [server.post(link, {"expires_in_hours": 24, "with_recording": True}, expect=201) for link in links]
    ids |= {"shares": [link["id"] for link in links], "shared": [link["url"].rpartition("/")[2] for link in links]}
    ids |= agents(server) | {"calls": [uuid_of(one) for one in made]}
    ids |= contact_center(server, ids["calls"]) | dialogues(server)
    return ids | {"engagements": made, "tags": tags, "keys": keys, "deliveries": [delivery["id"] for delivery in deliveries]}


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


def dialogues(server):
    """Makes what agents of the server's own bring with them, and lets them begin webchats; returns the ids likewise."""
    action = {
        "name": "Order checking", "description": "Finds an order.", "waitingMessage": None, "method": "GET",
        "url": "https://shop.example.com/orders?phone={phone}", "queryParams": [{"key": "phone", "value": "{phone}"}],
        "inputVariables": [{"name": "phone", "required": True, "dataType": "string"}],
    }
    actions = [server.post_by_basic("/api/v1/actions", action, expect=201)["id"] for _ in range(3)]
    skill = {"name": "Orders", "initialMessage": "Hello {{firstName}}, this is {{aiName}}.", "prompt": "Find the order."}
    skills = [server.post_by_basic("/api/v1/skills", skill, expect=200)["id"] for _ in range(3)]
    agent = {"name": "Ada", "language": "en-US", "actions": actions[:1], "skills": skills}
    profiles = [server.post_by_basic("/api/v1/agents", agent, expect=200)["id"] for _ in range(3)]
    knowledge = {"type": "text", "title": "Hours", "text": "We open at nine.", "agentIds": profiles[:1]}
    bases = [server.post_by_basic("/api/v1/knowledgebase", knowledge, expect=200)["id"] for _ in range(3)]
    call = {"agentId": profiles[0], "skillId": skills[0], "channel": "webchat", "customerOverride": {"firstName": "Lea"}}
    calls = [server.post_by_basic("/api/v1/calls", call, expect=200)["id"] for _ in range(3)]
    return {"dialogues": calls, "agent_profiles": profiles, "agent_actions": actions, "agent_skills": skills, "knowledge_bases": bases}


def contact_center(server, conversations):
    """Makes what evaluations bring with them, around conversations that are there; returns the ids likewise."""
    house = "/api/colloquy/v1"
    criteria = [
        {"id": "greeted", "name": "Greeting", "question": "Was there a greeting?", "kind": "yes_no"},
        {"id": "tone", "name": "Tone", "question": "How kind was it?", "kind": "scale", "lowest": 1, "highest": 5},
    ]
    sections = [{"name": "All", "criteria": criteria}]
    scorecards, projects = [], []
    for number in range(1, 4):
        card = {"name": f"Care {number}", "sections": sections}
        scorecards.append(server.post(f"{house}/scorecards", card, expect=201)["id"])
        project = {"name": f"Q{number}", "kind": "quality_review", "scorecard_id": scorecards[0]}
        projects.append(server.post(f"{house}/projects", project, expect=201)["id"])
        server.post(f"{house}/campaigns", {"key": f"camp_{number}", "name": f"Spring {number}"}, expect=201)
        server.post(f"{house}/call-centers", {"key": f"cc_{number}", "name": f"Floor {number}"}, expect=201)
    for conversation in conversations:
        belongs = {"campaign": "camp_1", "call_center": "cc_1", "executive_name": "Rae Owner"}
        server.put(f"{house}/conversations/{conversation}/attribution", belongs)
        answered = [{"question": "How was it?", "answer": "good", "score": 5}]
        survey = {"state": "Completed", "total_questions": 2, "calculated_score": 85.5, "responses": answered}
        server.put(f"{house}/conversations/{conversation}/survey", survey)
    evaluations = [
        server.post(f"{house}/projects/{project}/evaluations", {"conversation_id": conversation}, expect=201)["id"]
        for project in projects[:2]
        for conversation in conversations
    ]
    for evaluation in evaluations:
        wait_until(server, f"{house}/evaluations/{evaluation}", "state", "completed")
    return {
        "scorecards": scorecards,
        "projects": projects,
        "evaluations": evaluations,
        "criteria": [criterion["id"] for criterion in criteria],
        "campaigns": [f"camp_{number}" for number in range(1, 4)],
        "call_centers": [f"cc_{number}" for number in range(1, 4)],
        "contact_engagements": [spelled("eng_", project) for project in projects],
        "contact_evaluations": [spelled("eval_", evaluation) for evaluation in evaluations],
        "contact_conversations": [spelled("conv_", conversation) for conversation in conversations],
        "voice_calls": voice_calls(server),
        "audio_files": audio_files(server, spelled("eng_", projects[0])),
        "export_jobs": export_jobs(server),
        "contact_webhooks": contact_webhooks(server),
    }


def voice_calls(server):
    """Makes calls of programs, each with a survey; returns their ids as Auralytik's API spells them."""
    calls = []
    for number in range(1, 3):
        turns = [
            {"role": "AGENT", "text": "Thanks for calling Acme, how can I help?", "startOffsetMs": 0, "endOffsetMs": 3500},
            {"role": "CUSTOMER", "text": "The price is too high.", "startOffsetMs": 4000, "endOffsetMs": 7250},
        ]
        call = {
            "recordingUrl": f"http://10.0.0.1/{number}.wav", "startedAt": f"2026-06-0{number}T09:00:00.000Z",
            "interfaceType": "PHONE", "callDirection": "INBOUND", "transcript": turns,
        }
        made = server.post("/v1/call", call, expect=201)["data"]["id"]
        server.put(f"/api/colloquy/v1/conversations/{made}/survey", {"state": "NotStarted", "total_questions": 1})
        calls.append(made)
    wait_until_processed(server, calls)
    return [spelled("vc_", call) for call in calls]


def audio_files(server, engagement):
    """Announces recordings and puts one of them to its address; returns their ids."""
    files = []
    for number in range(1, 4):
        body = {"fileName": f"call {number}.wav", "engagementId": engagement, "campaignId": "camp_2"}
        announced = server.post("/v1/audio-files/upload-url", body, expect=200)
        files.append(announced["audioFileId"])
        if number > 1:
            put_blob(announced["uploadUrl"], silence())
    return files


def silence():
    """A tenth of a second of nothing, as a WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(8000)
        recording.writeframes(bytes(1600))
    return file.getvalue()


def put_blob(url, content):
    """Puts bytes to a signed address, without a credential."""
    request = urllib.request.Request(url, data=content, method="PUT")
    request.add_header("x-ms-blob-type", "BlockBlob")
    request.add_header("content-type", "audio/wav")
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            status = response.status
    except urllib.error.HTTPError as error:
        raise DemoFailure(f"the upload answered {error.code}: {error.read().decode(errors='replace')[:2000]}") from error
    except OSError as error:
        raise DemoFailure(f"the upload failed: {error}") from error
    if status != 201:
        raise DemoFailure(f"the upload answered {status}")


def export_jobs(server):
    """Has exports made and waits for them; returns their ids."""
    days = {"dateFrom": "2026-06-01", "dateTo": "2026-06-30"}
    jobs = [server.post("/v1/analytics/export", {"format": form}, expect=202)["jobId"] for form in ("csv", "json")]
    jobs.append(server.post("/v1/exports/ai-calls", days, expect=202)["jobId"])
    for job in jobs:
        wait_until(server, f"/v1/exports/{job}", "status", "completed")
    return jobs


def contact_webhooks(server):
    """Adds receivers that Auralytik's API knows; returns their ids."""
    body = {"url": "https://receiver.example.com/hooks", "events": ["evaluation.completed", "export.ready"]}
    return [server.post("/v1/webhooks", body, expect=201)["id"] for _ in range(3)]


DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def uuid_of(engagement):
    """The same id as Roark's API spells it."""
    value = 0
    for letter in engagement.removeprefix("ngmt_"):
        value = value * 32 + DIGITS.index(letter)
    return str(uuid.UUID(int=value))


def spelled(prefix, identifier):
    """A UUID as Auralytik's API spells it."""
    value = uuid.UUID(identifier).int
    letters = [DIGITS[(value >> shift) & 31] for shift in range(125, -1, -5)]
    return prefix + "".join(letters).lower()


def wait_until(server, path, member, value):
    """Until what stands at the path has that value."""
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while (read := server.get(path))[member] != value:
        if read[member] == "failed" or time.monotonic() > deadline:
            raise DemoFailure(f"{path} did not become {value}: {json.dumps(read)[:2000]}")
        time.sleep(0.1)


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


# The operations in parts that are tried at the same time, each against a server of its own: one after the other they take
# twice as long, and schemathesis cannot use two threads here (see the settings). Elemente's stand alone: schemathesis
# goes on with their Basic authentication where others follow.
ELEMENTE = "api/v1/(calls|agents|actions|knowledgebase|skills)(/|$)"
PARTS = {"v1": "^/v1/", "elemente": f"^/{ELEMENTE}", "others": f"^/(?!v1/|{ELEMENTE})"}


class Part:
    """One of the parts: a server, and schemathesis at work on it."""

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
        key = self.server.key_of_nobody()
        environment = os.environ | {
            "COLLOQUY_SCHEMATHESIS_KEY": key["api_key"],
            "COLLOQUY_SCHEMATHESIS_USERNAME": key["basic"]["username"],
            "COLLOQUY_SCHEMATHESIS_PASSWORD": key["basic"]["password"],
        }
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
    parser.add_argument("--part", choices=PARTS, action="append", help="only this one")
    parser.add_argument("rest", nargs="*", help="further options of `schemathesis run`, after --")
    options = parser.parse_args()
    shutil.rmtree(options.work, ignore_errors=True)
    # So that what was started is ended.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parts = [Part(name, PARTS[name], options) for name in options.part or PARTS]
    try:
        for part in parts:
            part.start()
        return max([part.finish() for part in parts])
    except DemoFailure as failure:
        print(f"schemathesis could not be run: {failure}", file=sys.stderr)
        return 1
    finally:
        for part in parts:
            part.stop()


if __name__ == "__main__":
    sys.exit(main())
