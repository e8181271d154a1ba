#!/usr/bin/env python3
"""Sends the sample call through a real server and shows what comes out.

    demo.py start --server FILE    run it; the server stays behind, and the next run uses it again
    demo.py check --server FILE    run it, sign in to the console, and stop the server: what `make test` does
    demo.py stop                   stop the server that stayed behind

The script plays everybody around the server: the dialer that has a recording, and the receiver of webhooks, whose
signatures it checks with svix and standardwebhooks. Both are on loopback addresses, which the server refuses unless
told otherwise; that is what the two netguard settings below are for. Exit code 1 when anything is missing.
"""

import argparse
import json
import sys
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty

from demo_console import check_console
from demo_server import DemoFailure, DemoServer
from loopback import Loopback

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "bright_desk.ogg"
LABELS = ROOT / "samples" / "bright_desk.json"
EXPANSIONS = "action_items,signals,transcript,tags,owner,contacts"
INSIGHTS = ["summary", "action_items", "signals", "tags", "sentiment"]
EXPECTED_EVENTS = {
    "v1.engagement.created",
    "v1.engagement.transcript_timeline.completed",
    *(f"colloquy.{name}.completed" for name in INSIGHTS),
}
STAGES_DEADLINE_SECONDS = 1_200
WEBHOOKS_DEADLINE_SECONDS = 60


def engagement_request(recording_url):
    """What a dialer sends when its recording is ready."""
    labels = json.loads(LABELS.read_text())
    started = datetime.fromisoformat(labels["started_at"]).astimezone(UTC)
    return {
        "type": "CALL",
        "title": labels["title"],
        "source_system": "demo-dialer",
        "external_id": f"demo:{uuid.uuid4()}",
        "external_url": "https://dialer.example/calls/9001",
        "media_url": recording_url,
        "run_workflows": False,
        "start_at": started.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "participants": [
            {"name": person["name"], "email": person["email"], "is_owner": person["role"] == "agent"}
            for person in labels["participants"]
        ],
    }


class Progress:
    """Prints each change of a stage once, with the seconds since the start; on a terminal also that time passes."""

    def __init__(self):
        self.began = time.monotonic()
        self.seen = {}
        self.is_terminal = sys.stdout.isatty()

    def show(self, stages):
        """Prints what changed since the last call."""
        for stage in stages:
            now = (stage["status"], stage.get("error"))
            if self.seen.get(stage["name"]) == now:
                continue
            self.seen[stage["name"]] = now
            notes = [text for text in (stage.get("engine"), stage.get("error")) if text]
            self._line(f"{self.seconds():6.1f} s  {stage['name']:<13} {stage['status']:<8} {' · '.join(notes)}")
        running = [stage["name"] for stage in stages if stage["status"] == "running"]
        if self.is_terminal and running:
            print(f"\r\033[K{self.seconds():6.1f} s  at work on {', '.join(running)} …", end="", flush=True)

    def seconds(self):
        """Since the start."""
        return time.monotonic() - self.began

    def _line(self, text):
        print(f"\r\033[K{text}" if self.is_terminal else text, flush=True)


def wait_for_stages(server, conversation_id):
    """Follows the conversation until every stage has ended, and returns it."""
    progress = Progress()
    while progress.seconds() < STAGES_DEADLINE_SECONDS:
        conversation = server.get(f"/api/colloquy/v1/conversations/{conversation_id}")
        progress.show(conversation["stages"])
        if all(stage["status"] in ("done", "failed", "skipped") for stage in conversation["stages"]):
            return conversation
        time.sleep(0.25)
    raise DemoFailure(f"not every stage ended within {STAGES_DEADLINE_SECONDS} s")


def verifier(secret):
    """Checks a delivery with both libraries and returns its event; raises what they raise."""
    from standardwebhooks import Webhook as StandardWebhook
    from svix.webhooks import Webhook as SvixWebhook

    svix, standard = SvixWebhook(secret), StandardWebhook(secret)

    def verify(delivery):
        standard.verify(delivery.body, delivery.headers)
        svix.verify(delivery.body, delivery.headers)
        return json.loads(delivery.body)

    return verify


def collect_webhooks(loopback, engagement_id):
    """Waits until every expected event of the engagement came, by type."""
    received, deadline = {}, time.monotonic() + WEBHOOKS_DEADLINE_SECONDS
    while not EXPECTED_EVENTS <= received.keys():
        try:
            delivery, event = loopback.received.get(timeout=max(deadline - time.monotonic(), 0.01))
        except Empty:
            missing = ", ".join(sorted(EXPECTED_EVENTS - received.keys()))
            raise DemoFailure(f"no webhook within {WEBHOOKS_DEADLINE_SECONDS} s: {missing}") from None
        if isinstance(event, Exception):
            raise DemoFailure(f"a webhook was not accepted: {event!r}")
        if event["data"]["object"]["id"] == engagement_id:
            received[event["type"]] = (delivery, event)
    return received


def quotes(grounds):
    """The evidence of an item: where, and the words."""
    return [f"{piece['start_seconds']:6.1f} s  “{piece['quote']}”" for piece in grounds["evidence"]]


def show_item(title, grounds):
    """One finding with its confidence, engine and evidence."""
    print(f"  • {title}   ({grounds['engine']}, {grounds['confidence']:.0%})")
    for line in quotes(grounds):
        print(f"      {line}")


def show_conversation(conversation):
    """Everything that was found, with its evidence."""
    transcript = conversation["transcript"]
    names = [speaker.get("name") or f"speaker {index}" for index, speaker in enumerate(transcript["speakers"])]
    print("\nTranscript")
    for entry in transcript["entries"]:
        print(f"  {entry['start_seconds']:6.1f} s  {names[entry['speaker_index']]}: {entry['text']}")
    print("\nSummary")
    show_item(conversation["summary"]["text"], conversation["summary"]["grounds"])
    print("\nAction items")
    for item in conversation["action_items"]:
        due = f" by {item['due_on']}" if item.get("due_on") else ""
        show_item(f"{item['title']}: {item.get('assignee_name') or 'nobody in particular'}{due}", item["grounds"])
    print("\nSignals")
    for signal in conversation["signals"]:
        unsure = " (unsure)" if signal["is_unsure"] else ""
        show_item(f"{signal['name']} = {json.dumps(signal['value'])}{unsure}", signal["grounds"])
    print("\nTags")
    for tag in conversation["tags"]:
        show_item(tag["name"], tag["grounds"])
    print("\nSentiment (-1 to 1)")
    show_item(f"overall {conversation['sentiment']['overall']:+.2f}", conversation["sentiment"]["grounds"])


def show_webhooks(received):
    """The headers of one delivery and what came in all."""
    print("\nWebhooks, each verified by svix and by standardwebhooks")
    for event_type in sorted(received):
        print(f"  ✓ {event_type}")
    delivery, event = received["v1.engagement.transcript_timeline.completed"]
    for name in ("svix-id", "svix-timestamp", "svix-signature", "content-type"):
        print(f"      {name}: {delivery.headers[name]}")
    print(f"      {json.dumps(event)[:160]} …")


def require_results(conversation):
    """Raises unless every stage gave what the sample holds, and every quote stands in its transcript entry."""
    not_done = [stage["name"] for stage in conversation["stages"] if stage["status"] != "done"]
    if not_done:
        raise DemoFailure(f"these stages did not succeed: {', '.join(not_done)}")
    for part in ("action_items", "signals"):
        if not conversation[part]:
            raise DemoFailure(f"the sample holds {part}, none was found")
    if not conversation["summary"]["text"].strip():
        raise DemoFailure("the summary is empty")
    texts = {entry["id"]: entry["text"] for entry in conversation["transcript"]["entries"]}
    for item in conversation["action_items"] + conversation["signals"]:
        for piece in item["grounds"]["evidence"]:
            if piece["quote"] not in texts.get(piece["entry_id"], ""):
                raise DemoFailure(f"a quote does not stand in its entry: {piece['quote']}")


def agent():
    """Who answers the sample call, and so owns it."""
    labels = json.loads(LABELS.read_text())
    return next(person for person in labels["participants"] if person["role"] == "agent")


def run(server):
    """The whole road, once; the conversation, and its id as the dialer knows it."""
    server.ensure_user(agent()["email"], agent()["name"])
    with Loopback(SAMPLE, "audio/ogg") as loopback:
        endpoint = server.create_endpoint(f"{loopback.url}/webhooks")
        loopback.verify = verifier(endpoint["secret"])
        try:
            print(f"==> POST {server.url}/api/v2/engagements")
            request = engagement_request(f"{loopback.url}/recording")
            engagement = server.post("/api/v2/engagements", request, expect=201)
            print(f"    accepted as {engagement['id']}")
            conversation = wait_for_stages(server, engagement["id"])
            require_results(conversation)
            show_conversation(conversation)
            show_webhooks(collect_webhooks(loopback, engagement["id"]))
        finally:
            # Its address is gone once this script ends: nothing should be retried against it for days.
            server.delete_endpoint(endpoint["id"])
    return conversation, engagement["id"]


def show_way_on(server, conversation, engagement_id, password):
    """How to go on with the server that stays behind."""
    print(f"""
The server keeps running at {server.url} (reference: {server.url}/docs; log: {server.log}).
The call in the web console, to hear, read and correct it:
  {server.url}/conversations/{conversation['id']}
  sign in as {agent()['email']} with the password {password}
Its key: {server.key}
The same as the API gives it:
  curl -H 'Authorization: {server.key}' '{server.url}/api/v2/engagements/{engagement_id}?expand={EXPANSIONS}'
Stop it with: make demo-stop""")


def main():
    """Reads the command line and runs one of the three commands."""
    parser = argparse.ArgumentParser(description="Sends the sample call through a running server.")
    parser.add_argument("command", choices=["start", "check", "stop"])
    parser.add_argument("--server", type=Path, help="the colloquy executable")
    parser.add_argument("--data", type=Path, default=ROOT / "target" / "demo", help="where the server keeps its data")
    parser.add_argument("--quiet", action="store_true", help="say nothing when there is nothing to stop")
    arguments = parser.parse_args()
    server = DemoServer(arguments.data, arguments.server)
    if arguments.command == "stop":
        stopped = server.stop()
        if stopped or not arguments.quiet:
            print("the demo's server is stopped" if stopped else "no demo server is running")
        return 0
    if arguments.server is None:
        parser.error("--server is needed")
    try:
        server.ensure_running()
        conversation, engagement_id = run(server)
        password = server.ensure_password(agent()["email"])
        if arguments.command == "check":
            check_console(server, agent()["email"], password, conversation["id"])
    except DemoFailure as failure:
        print(f"\ndemo: {failure}\ndemo: the server's log is {server.log}", file=sys.stderr)
        return 1
    finally:
        if arguments.command == "check":
            server.stop()
    if arguments.command == "start":
        show_way_on(server, conversation, engagement_id, password)
    return 0


if __name__ == "__main__":
    sys.exit(main())
