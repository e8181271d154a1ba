#!/usr/bin/env python3
"""Exports spans to a real server as a stranger does: with the OpenTelemetry SDK for Python and its OTLP exporter.

    check_otel.py --server FILE --data FOLDER [--spans N]

Spans come before and after their call, in protobuf and in JSON, packed and not; a hundred thousand of one call are
read back one by one, and the rate is printed. Exit code 1 when anything is not as it was sent.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import requests
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor, SpanExportResult
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, Status, StatusCode, set_span_in_context

from stranger import Failure, Server, expect

USER = "rae@acme.example"
AT_ONCE = 5_000


def recorded(resource, make):
    """The spans that `make(tracer)` ends, as the SDK hands them to an exporter."""
    memory = InMemorySpanExporter()
    provider = TracerProvider(resource=Resource.create(resource))
    provider.add_span_processor(SimpleSpanProcessor(memory))
    make(provider.get_tracer("check_otel", "1.0"))
    return list(memory.get_finished_spans())


def exporter(server, key, path="/v1/traces", compression=Compression.NoCompression):
    """An exporter as the documentation sets it up."""
    headers = {"authorization": f"Bearer {key}"}
    return OTLPSpanExporter(endpoint=server.url + path, headers=headers, compression=compression, timeout=60)


def export(target, spans):
    """Exports all of them, some at a time."""
    for first in range(0, len(spans), AT_ONCE):
        result = target.export(spans[first:first + AT_ONCE])
        expect(result is SpanExportResult.SUCCESS, "an export was refused")


class Api:
    """The Roark API with one key."""

    def __init__(self, server, key):
        self.url = server.url
        self.session = requests.Session()
        self.session.headers["authorization"] = f"Bearer {key}"

    def call(self, method, path, body=None):
        """The data of an answer that must be a success."""
        answer = self.session.request(method, self.url + path, json=body)
        expect(answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text[:500]}")
        return answer.json()["data"]

    def observed(self, call_id):
        """A call that an observer tells of."""
        event = {"event": "call-started", "pipecatCallId": call_id, "agentId": "support-bot",
                 "eventTimestamp": "2026-11-01T09:00:00Z"}
        return self.call("POST", "/v1/integrations/pipecat", event)["callId"]

    def traces(self, call_id):
        """The traces of a call by id, each with its spans by id."""
        data = self.call("GET", f"/v1/call/{call_id}/traces")
        return {trace["traceId"]: {span["spanId"]: span for span in trace["spans"]} for trace in data}


def conversation(call_id, turns):
    """Makes a trace as Pipecat does: a conversation, its turns, and what they do."""
    def make(tracer):
        root = tracer.start_span("conversation", attributes={"conversation.id": call_id})
        within = set_span_in_context(root)
        for number in range(turns):
            turn = tracer.start_span("user_turn", context=within, kind=SpanKind.SERVER, attributes={
                "roark.end_of_turn_seconds": 0.25 + number / 1e6, "turn.number": number, "turn.was_interrupted": False,
            })
            tool = tracer.start_span("function_tool", context=set_span_in_context(turn), kind=SpanKind.CLIENT, attributes={
                "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "look_up",
                "gen_ai.tool.call.id": f"call_{number}", "list": ["a", "b"],
            })
            if number % 100 == 0:
                tool.add_event("exception", {"exception.message": "nobody answers: 😀"})
                tool.set_status(Status(StatusCode.ERROR, "nobody answers"))
            tool.end()
            turn.end()
        root.end()
    return make


def compare(sent, found):
    """Every span is there as it was sent."""
    context = sent.get_span_context()
    span = found.get(f"{context.span_id:016x}")
    expect(span is not None, f"the span {context.span_id:016x} is missing")
    parent = f"{sent.parent.span_id:016x}" if sent.parent else None
    attributes = {name: list(value) if isinstance(value, tuple) else value for name, value in sent.attributes.items()}
    pairs = [
        ("name", span["name"], sent.name),
        ("parent", span["parentSpanId"], parent),
        ("kind", span["kind"], sent.kind.name),
        ("begin", int(span["startTimeUnixNano"]), sent.start_time),
        ("end", int(span["endTimeUnixNano"]), sent.end_time),
        ("attributes", span["attributes"], attributes),
        ("resource", span["resourceAttributes"], dict(sent.resource.attributes)),
        ("scope", span["scope"]["name"], "check_otel"),
        ("status", span["status"]["code"], sent.status.status_code.name),
        ("message", span["status"]["message"], sent.status.description or ""),
        ("events", [(event["name"], event["attributes"]) for event in span["events"]],
         [(event.name, dict(event.attributes)) for event in sent.events]),
    ]
    for what, is_, was in pairs:
        expect(is_ == was, f"{what} of {sent.name}: {is_!r}, not {was!r}")
    expect(abs(span["durationMs"] - (sent.end_time - sent.start_time) / 1e6) < 1e-3, "the duration")


def check_many(server, key, api, count):
    """Many spans of a call: taken in, found by the call's id, read back."""
    call = api.observed("pipecat-many")
    spans = recorded({"service.name": "bot", "roark.project.tag.env": "test"}, conversation("pipecat-many", count // 2))
    target = exporter(server, key, compression=Compression.Gzip)
    began = time.monotonic()
    export(target, spans)
    sent_after = time.monotonic() - began
    began = time.monotonic()
    traces = api.traces(call)
    read_after = time.monotonic() - began
    expect(len(traces) == 1, f"{len(traces)} traces")
    (found,) = traces.values()
    expect(len(found) == len(spans), f"{len(found)} of {len(spans)} spans")
    for span in spans:
        compare(span, found)
    print(f"{len(spans)} spans: exported at {len(spans) / sent_after:.0f} a second (the exporter's own work included), "
          f"read back in {read_after:.1f} s")
    # Sent again, the same spans take the places of themselves.
    export(target, spans[:AT_ONCE])
    expect(sum(len(found) for found in api.traces(call).values()) == len(spans), "repeated spans were added")


def check_before(server, key, api):
    """Spans that come before their call, over the older path, belong to it once it is there."""
    spans = recorded({"roark.external_id": "order-7"}, conversation("nobody", 3))
    export(exporter(server, key, "/v1/otel/v1/traces"), spans)
    body = {"recordingUrl": "https://recordings.example/none.wav", "startedAt": "2026-11-01T09:00:00Z",
            "interfaceType": "PHONE", "callDirection": "INBOUND", "externalId": "order-7"}
    call = api.call("POST", "/v1/call", body)["id"]
    (found,) = api.traces(call).values()
    expect(len(found) == len(spans), "spans of an older path are missing")
    for span in spans:
        compare(span, found)


def check_one_call(server, key, api):
    """A trace belongs to one call: to that which has its own id."""
    room = {"event": "call-started", "livekitCallId": "RM_1", "agentId": "support-bot", "roomSid": "RM_1"}
    by_room = api.call("POST", "/v1/integrations/livekit-sdk", room)["callId"]
    spans = recorded({"livekit.room.id": "RM_1"}, lambda tracer: tracer.start_span("job").end())
    export(exporter(server, key), spans)
    expect(len(api.traces(by_room)) == 1, "the room was not found")
    spans += recorded({"livekit.room.id": "RM_1", "roark.external_id": "order-7"},
                      lambda tracer: tracer.start_span("other").end())
    export(exporter(server, key), spans)
    expect(len(api.traces(by_room)) == 1, "the room has another one's trace")


def check_left_out(server, key, api):
    """What is to be skipped is skipped, and nobody without a key leaves anything."""
    call = api.observed("pipecat-skipped")
    spans = recorded({"roark.skip": True}, conversation("pipecat-skipped", 2))
    export(exporter(server, key), spans)
    expect(api.traces(call) == {}, "skipped spans were kept")
    refused = exporter(server, "rk_live_nobody").export(recorded({}, conversation("pipecat-skipped", 1)))
    expect(refused is SpanExportResult.FAILURE, "a key of nobody was taken")


def check_json(server, api):
    """The same in JSON, as exporters of browsers send it, with one span that is none."""
    call = api.observed("pipecat-json")
    good = {"traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174", "name": "I'm a span", "kind": 2,
            "startTimeUnixNano": "1544712660000000000", "endTimeUnixNano": "1544712661000000000",
            "attributes": [{"key": "conversation.id", "value": {"stringValue": "pipecat-json"}}]}
    body = {"resourceSpans": [{"scopeSpans": [{"spans": [good, good | {"spanId": "00"}]}]}]}
    answer = api.session.post(server.url + "/v1/traces", json=body)
    partial = answer.json().get("partialSuccess", {})
    expect(answer.status_code == 200 and partial.get("rejectedSpans") == "1", f"partial success: {answer.text}")
    expect(list(api.traces(call)[good["traceId"]]) == [good["spanId"]], "the span in JSON")
    for content, content_type, status in [(b"{", "application/json", 400), (b"\xff", "application/x-protobuf", 400)]:
        answer = api.session.post(server.url + "/v1/traces", data=content, headers={"content-type": content_type})
        expect(answer.status_code == status and answer.json()["type"] == "validation", f"{content!r}: {answer.text}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--spans", type=int, default=100_000)
    arguments = parser.parse_args()
    try:
        with Server(arguments.server, arguments.data) as server:
            server.command("user", "create", "--email", USER, "--name", "Rae", "--role", "owner")
            key = server.command("key", "create", "--name", "otel", "--user", USER)["api_key"]
            api = Api(server, key)
            check_before(server, key, api)
            check_one_call(server, key, api)
            check_left_out(server, key, api)
            check_json(server, api)
            check_many(server, key, api, arguments.spans)
    except (Failure, requests.RequestException, json.JSONDecodeError) as error:
        print(f"check_otel: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
