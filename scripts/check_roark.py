#!/usr/bin/env python3
"""Drives a real server as a stranger does: with Roark's own client, which refuses every answer that is not as published.

    check_roark.py --server FILE --data FOLDER    every operation of calls, agents, metrics, webhooks and analytics

A recording is served and webhooks are received on loopback; their signatures are checked by the standard library alone.
Exit code 1 when anything is not as it should be, and when an operation was left out.
"""

import argparse
import hashlib
import hmac
import io
import json
import math
import re
import struct
import sys
import time
import uuid
import wave
from pathlib import Path
from queue import Empty

import httpx
import roark_analytics
from loopback import Loopback
from roark_analytics import Roark
from stranger import Failure, Server, expect

DEADLINE_SECONDS = 120
STARTED_AT = "2026-03-02T10:00:00.000Z"

# Recordings and receivers of webhooks are on this machine.
NETWORK = {"COLLOQUY_NETGUARD__ALLOW_NETWORKS": "127.0.0.1/32", "COLLOQUY_NETGUARD__ALLOW_HTTP": "true"}

# Everything that the client has a method for, of what this server does; {} is one part of a path.
OPERATIONS = """
GET /health · GET /v1/me · GET /v1/projects
POST /v1/call · GET /v1/call · GET /v1/call/{} · DELETE /v1/call/{} · POST /v1/call/batch-delete
GET /v1/call/{}/transcript · GET /v1/call/{}/metrics · GET /v1/call/{}/sentiment-run · GET /v1/call/{}/cost
POST /v1/call/{}/tool-invocations · PATCH /v1/call/{}/properties
POST /v1/agent · GET /v1/agent · GET /v1/agent/{} · PUT /v1/agent/{}
POST /v1/agent/endpoint · GET /v1/agent/endpoint · GET /v1/agent/endpoint/{} · PUT /v1/agent/endpoint/{}
GET /v1/agent/{}/prompts · PUT /v1/agent/{}/prompts · GET /v1/agent/{}/prompts/{}/versions
POST /v1/metric/definitions · GET /v1/metric/definitions · PUT /v1/metric/definitions/{}
POST /v1/metric/definitions/{}/variants · GET /v1/metric/definitions/{}/variants
GET /v1/metric/definitions/{}/variants/{} · PUT /v1/metric/definitions/{}/variants/{}
DELETE /v1/metric/definitions/{}/variants/{}
POST /v1/metric/policies · GET /v1/metric/policies · GET /v1/metric/policies/{} · PUT /v1/metric/policies/{}
DELETE /v1/metric/policies/{}
POST /v1/metric/collection-jobs · GET /v1/metric/collection-jobs · GET /v1/metric/collection-jobs/{}
POST /v1/metric/collection-jobs/{}/cancel
POST /v1/webhook · GET /v1/webhook · GET /v1/webhook/{} · DELETE /v1/webhook/{}
GET /v1/analytics/schema · POST /v1/analytics/query
"""


def eventually(what, look):
    """What `look` returns once that is something; strangers have to ask again and again."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while True:
        found = look()
        if found:
            return found
        expect(time.monotonic() < deadline, f"{what} did not come about in {DEADLINE_SECONDS} s")
        time.sleep(0.2)


class Asked:
    """Which operations were asked for, by the requests that the client really sent."""

    def __init__(self):
        self.seen = set()

    def note(self, request):
        self.seen.add((request.method, request.url.path))

    def missing(self):
        """Which operations nobody asked for. A fixed part is not taken for an id."""
        missing = []
        for operation in operations():
            method, path = operation.split()
            pattern = re.compile(path.replace("{}", "(?!endpoint$|batch-delete$)[^/]+"))
            if not any(one == method and pattern.fullmatch(seen) for one, seen in self.seen):
                missing.append(operation)
        return missing


def operations():
    """Everything that the client has a method for, of what this server is to do."""
    return re.split(r"\s*·\s*|\n", OPERATIONS.strip())


def recording(path):
    """Four seconds on two channels at 16 kHz: a tone of the agent's, then one of the customer's."""
    rate = 16_000
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        frames = bytearray()
        for sample in range(rate * 4):
            tone = int(9_000 * math.sin(2 * math.pi * 220 * sample / rate))
            agent = tone if sample < rate * 2 else 0
            frames += struct.pack("<hh", tone - agent, agent)
        file.writeframes(bytes(frames))
    path.write_bytes(sound.getvalue())
    return path


class Hooks:
    """Checks deliveries as their receiver would: an HMAC of the bytes that came."""

    def __init__(self):
        self.secret = None

    def verify(self, delivery):
        """The event, if it is signed with the secret and has the headers that were asked for."""
        signature = hmac.new(self.secret.encode(), delivery.body, hashlib.sha256).hexdigest()
        expect(hmac.compare_digest(delivery.headers["x-roark-signature"], signature), "the signature is another one")
        expect(delivery.headers["x-team"] == "care", "the header that was asked for is not there")
        expect(delivery.headers["content-type"] == "application/json", "the body is not called JSON")
        return json.loads(delivery.body)


def refused(status, action):
    """Raises unless the client reports that status, with a message for people."""
    try:
        action()
    except roark_analytics.APIStatusError as error:
        expect(error.status_code == status, f"{status} was expected, not {error.status_code}: {error.message}")
        body = error.response.json()
        expect(body["type"] and body["code"] and body["message"], f"no error as published: {body}")
    else:
        raise Failure(f"{status} was expected, and nothing was refused")


def accounts(client):
    """Who asks, and whether anybody listens."""
    expect(client.health.get().data.status == "healthy", "the server is not healthy")
    me = client.me.get().data
    expect(me.token_scope == "PROJECT" and "call:read" in me.granted_permissions, f"another me: {me}")
    projects = client.project.list().data.projects
    expect([one.id for one in projects] == [me.default_project.id], "the key reaches another project")
    refused(401, lambda: client.with_options(bearer_token="rk_live_nobody").me.get())
    print("roark-analytics: health, me, projects")
    return me.default_project.id


def webhooks(client, url, hooks):
    """A receiver, found again and page by page; returns its id."""
    made = client.webhook.create(url=url, events=["CALL_ANALYSIS_COMPLETED", "CALL_ANALYSIS_FAILED",
                                                  "METRIC_COLLECTION_JOB_COMPLETED", "ISSUE_OPENED"],
                                 description="the dashboard", headers={"X-Team": "care"}).data
    hooks.secret = made.signing_secret
    other = client.webhook.create(url=url, events=["ISSUE_RESOLVED"]).data
    expect(client.webhook.get_by_id(made.id).data.headers == {"x-team": "care"}, "other headers")
    first = client.webhook.list(limit=1)
    second = client.webhook.list(limit=1, after=first.pagination.next_cursor)
    found = [one.id for one in first.data + second.data]
    expect(found == [other.id, made.id] and not second.pagination.has_more, f"other pages: {found}")
    expect(client.webhook.delete(other.id).data.success, "it is not deleted")
    refused(404, lambda: client.webhook.get_by_id(other.id))
    refused(400, lambda: client.webhook.create(url=url, events=[]))
    print("roark-analytics: webhooks")
    return made.id


def agents(client):
    """An agent with its number and its prompt; returns its id."""
    agent = client.agent.create(name="Front desk", custom_id="desk-1", description="books tables").data
    changed = client.agent.update(agent.id, name="Front desk 2", description=None).data
    expect((changed.name, changed.description) == ("Front desk 2", None), f"not changed: {changed}")
    expect(client.agent.get_by_id(agent.id).data.custom_id == "desk-1", "another custom id")
    expect([one.id for one in client.agent.list(search_text="DESK").data] == [agent.id], "it is not found")
    refused(409, lambda: client.agent.create(name="Again", custom_id="desk-1"))
    endpoint = client.agent_endpoint.create(agent_id=agent.id, direction="INCOMING", value="+15551234567").data
    client.agent_endpoint.update(endpoint.id, environment="staging")
    expect(client.agent_endpoint.get_by_id(endpoint.id).data.environment == "staging", "not changed")
    expect([one.id for one in client.agent_endpoint.list(agent_id=agent.id).data] == [endpoint.id], "not listed")
    first = client.agent_prompt.update(agent.id, prompt="You book tables.").data
    again = client.agent_prompt.update(agent.id, prompt="You book tables.").data
    expect(first.changed and not again.changed and first.prompt_id == again.prompt_id, "versions are not kept apart")
    client.agent_prompt.update(agent.id, prompt="You book tables and answer questions.")
    versions = client.agent_prompt.list_versions(first.prompt_id, agent_id=agent.id).data
    expect([one.version_number for one in versions] == [2, 1], f"other versions: {versions}")
    expect(len(client.agent_prompt.list(agent.id).data) == 1, "more than one line of prompts")
    print("roark-analytics: agents, endpoints, prompts")
    return agent.id


def calls(client, agent_id, recording_url):
    """A call with everything; returns its id."""
    made = client.call.create(
        recording_url=recording_url, started_at=STARTED_AT, interface_type="PHONE", call_direction="INBOUND",
        external_id="desk:1", ended_status="CUSTOMER_ENDED_CALL",
        agent={"roark_id": agent_id, "prompt": {"resolved_prompt": "You book tables."}},
        customer={"phone_number_e164": "+15557654321", "label": "speaker-01"},
        properties={"planTier": "gold", "seats": 4, "vip": True},
        transcript=[
            {"role": "AGENT", "text": "Good evening, how can I help you?", "start_offset_ms": 0, "end_offset_ms": 2000},
            {"role": "CUSTOMER", "text": "I would like a table for four on Friday.", "start_offset_ms": 2000,
             "end_offset_ms": 4000},
        ],
        tool_invocations=[{"name": "find_table", "parameters": {"seats": 4}, "result": {"table": 12},
                           "start_offset_ms": 2100, "end_offset_ms": 2300}],
    ).data
    refused(409, lambda: client.call.create(
        recording_url=recording_url, started_at=STARTED_AT, interface_type="PHONE", call_direction="INBOUND",
        external_id="desk:1"))
    refused(400, lambda: client.call.create(
        recording_url=recording_url, started_at="yesterday", interface_type="PHONE", call_direction="INBOUND"))
    expect(client.call.get_by_id(made.id).data.external_id == "desk:1", "another call")
    transcript = client.call.get_transcript(made.id).data
    expect([entry.role for entry in transcript.entries] == ["AGENT", "CUSTOMER"], f"another transcript: {transcript}")
    appended = client.call.append_tool_invocations(made.id, tool_invocations=[
        {"name": "find_table", "parameters": {"seats": 4}, "result": "again", "start_offset_ms": 2100,
         "end_offset_ms": 2300},
        {"name": "book_table", "parameters": {"table": 12}, "result": "ok", "start_offset_ms": 3000},
    ]).data
    expect((appended.added, appended.skipped) == (1, 1), f"not added once: {appended}")
    changed = client.call.update_properties(made.id, properties={"seats": 5, "vip": None}).data
    expect(changed.properties["seats"] == "5" and changed.removed == ["vip"], f"other properties: {changed}")
    expect(client.call.get_cost(made.id).data.total_usd_micros == 0, "it costs something")
    expect(client.call.list_sentiment_runs(made.id).data.status, "no status of the sentiment")
    listed = client.call.list(limit=1, extra_query={"properties[planTier][exists]": "true"})
    expect([one.id for one in listed.data] == [made.id], "it is not found by its property")
    print("roark-analytics: calls")
    return made.id


def removed(client, recording_url):
    """Calls that are deleted, one by one and together."""
    ids = [
        client.call.create(recording_url=recording_url, started_at=STARTED_AT, interface_type="WEB",
                           call_direction="OUTBOUND").data.id for _ in range(3)
    ]
    expect(client.call.delete(ids[0]).data.deleted, "it is not deleted")
    refused(404, lambda: client.call.get_by_id(ids[0]))
    gone = client.call.batch_delete(call_ids=[*ids, str(uuid.UUID(int=1))]).data
    expect(set(gone.deleted_call_ids) == set(ids[1:]) and len(gone.not_found_call_ids) == 2, f"others: {gone}")
    print("roark-analytics: deleted calls")


def metrics(client, call_id):
    """Definitions, variants, policies and jobs; values of the call. Returns the slug of a metric with a value, and a job."""
    metric = client.metric.create_definition(
        calculation_type="LLM_JUDGE", name="Booked", output_type="BOOLEAN", llm_prompt="Was a table booked?",
        slug="booked", scope="GLOBAL", supported_contexts=["CALL"]).data
    sources = [one.id for one in client.metric.list_definitions().data if one.slug in ("silence_time", "talk_ratio")]
    client.metric.create_definition(
        calculation_type="FORMULA", name="Both", output_type="NUMERIC",
        formula=" + ".join("{{id:" + source + "}}" for source in sources),
        sources=[{"source_metric_definition_id": source} for source in sources])
    expect(client.metric.update_definition("booked", name="Table booked").data.name == "Table booked", "not renamed")
    variant = client.metric_variant.create("booked", name="Strict").data
    client.metric_variant.update(variant.id, id_or_slug="booked", llm_prompt="Was a table booked, with a time?")
    expect(client.metric_variant.get_by_id(variant.id, id_or_slug="booked").data.name == "Strict", "another variant")
    expect(len(client.metric_variant.list("booked").data) == 2, "other variants")
    expect(client.metric_variant.delete(variant.id, id_or_slug="booked").data.deleted, "it is not deleted")
    slug = numeric(client).slug
    policy = client.metric_policy.create(name="Everything", modality="call", status="INACTIVE",
                                         metrics=[{"id": numeric(client).id}]).data
    client.metric_policy.update(policy.id, name="Nearly everything")
    expect(client.metric_policy.get_by_id(policy.id).data.name == "Nearly everything", "not renamed")
    expect(policy.id in [one.id for one in client.metric_policy.list(limit=50).data], "it is not listed")
    job = client.metric_collection_job.create(call_ids=[call_id],
                                              metrics=[{"id": numeric(client).id}, {"id": metric.id}]).data
    done = eventually("the end of the job", lambda: over(client.metric_collection_job.get_by_id(job.id).data))
    expect(done.completed_items + done.failed_items == done.total_items == 2, f"other items: {done}")
    expect(client.metric_collection_job.cancel(job.id).data.status == done.status, "it was cancelled after its end")
    expect(job.id in [one.id for one in client.metric_collection_job.list().data], "it is not listed")
    expect(client.metric_policy.delete(policy.id).data.deleted, "it is not deleted")
    values = client.call.list_metrics(call_id, extra_query={"status": "all"}).data
    expect(slug in [value.slug for value in values], f"no value of {slug}: {values}")
    refused(404, lambda: client.metric_collection_job.get_by_id(str(uuid.UUID(int=1))))
    print("roark-analytics: metric definitions, variants, policies, collection jobs, values")
    return slug, job.id


def numeric(client):
    """A metric of the server's own that is a number and is told of every call with a transcript."""
    after = None
    while True:
        page = client.metric.list_definitions(limit=50, **({"after": after} if after else {}))
        for one in page.data:
            if one.calculation_type == "PROVIDER" and one.type in ("NUMERIC", "COUNT") and one.scope == "GLOBAL":
                return one
        after = page.pagination.next_cursor
        expect(after, "no metric of the server's own is a number")


def over(job):
    """The job, once it is over."""
    return job if job.status in ("COMPLETED", "FAILED", "CANCELED") else None


def analytics(client, slug, call_id):
    """Questions over the call and its values."""
    schema = client.analytics.get_schema().data
    known = {metric.slug: metric for metric in schema.metrics}
    expect(slug in known and known[slug].default_aggregation == "AVG", f"{slug} is not described")
    expect("plan_tier" in [one.name for one in schema.call_properties], "a property is not described")
    window = {"type": "FIXED", "from": "2026-03-01T00:00:00Z", "to": "2026-03-08T00:00:00Z"}
    answer = client.analytics.query(
        measures=[{"type": "CONVERSATION", "is_baseline": True},
                  {"metric": slug}, {"metric": slug, "aggregation": "PERCENTILE", "percentile": 95},
                  {"type": "CONVERSATION", "breakdown": {"type": "CALL_PROPERTY", "property": "planTier"}}],
        filters=[{"type": "MODALITY", "value": "call"}],
        time_range=window, interval="DAY", timezone="America/New_York", comparison_mode="PREVIOUS_PERIOD").data
    counts = answer.series[0]
    expect((counts.value, counts.comparison_value, counts.percentage_of_baseline) == (1, 0, 100), f"other: {counts}")
    on = [bucket.date for bucket in counts.buckets if bucket.value]
    expect(on == ["2026-03-02T05:00:00.000Z"], f"another day: {on}")
    tiers = [one.breakdown_value for one in answer.series if one.measure_index == 3]
    expect(tiers == ["gold"], f"other parts: {tiers}")
    groups = [{"name": "this one", "filters": [{"type": "CALL_ID", "value": call_id}]},
              {"name": "others", "filters": [{"type": "CALL_ID", "operator": "NOT_EQUALS", "value": call_id}]}]
    grouped = client.analytics.query(measures=[{"type": "CONVERSATION"}], comparison_groups=groups,
                                     time_range=window, include_buckets=False).data
    found = [(one.comparison_group, one.value, one.buckets) for one in grouped.series]
    expect(found == [("this one", 1, []), ("others", 0, [])], f"other groups: {found}")
    refused(400, lambda: client.analytics.query(measures=[{"metric": "no_such_metric"}]))
    refused(400, lambda: client.analytics.query(measures=[{"type": "UPTIME"}]))
    print("roark-analytics: analytics")


def told(loopback, project_id, name, member, thing):
    """Waits for the webhook of that name about a thing; returns its data."""
    while True:
        try:
            _, event = loopback.received.get(timeout=DEADLINE_SECONDS)
        except Empty:
            raise Failure(f"no webhook {name} came in {DEADLINE_SECONDS} s") from None
        if isinstance(event, Exception):
            raise Failure(f"a delivery was not as it should be: {event}") from event
        if event["data"].get(member) == thing:
            break
    expect(event["event"] == name and event["version"] == "1.0", f"another event: {event}")
    expect(event["data"]["projectId"] == project_id, f"of another project: {event}")
    print(f"hmac: {name} is signed")
    return event["data"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", type=Path, required=True, help="the executable")
    parser.add_argument("--data", type=Path, required=True, help="folder for the server's data; emptied first")
    options = parser.parse_args()
    asked, hooks = Asked(), Hooks()
    try:
        with Server(options.server, options.data, **NETWORK) as server:
            server.command("user", "create", "--email", "rae@acme.example", "--name", "Rae", "--role", "owner")
            key = server.command("key", "create", "--name", "sdk", "--user", "rae@acme.example")["api_key"]
            http = httpx.Client(event_hooks={"request": [asked.note]}, timeout=60)
            client = Roark(bearer_token=key, base_url=server.url, http_client=http,
                           _strict_response_validation=True)
            with Loopback(recording(options.data / "call.wav"), "audio/wav") as loopback:
                loopback.verify = hooks.verify
                project_id = accounts(client)
                webhook_id = webhooks(client, f"{loopback.url}/hook", hooks)
                agent_id = agents(client)
                call_id = calls(client, agent_id, f"{loopback.url}/recording")
                data = told(loopback, project_id, "call.analysis.completed", "callId", call_id)
                expect(data["callAnalysisJobId"], f"no job: {data}")
                slug, job_id = metrics(client, call_id)
                told(loopback, project_id, "metric_collection.job.completed", "metricCollectionJobId", job_id)
                analytics(client, slug, call_id)
                removed(client, f"{loopback.url}/recording")
                client.webhook.delete(webhook_id)
        missing = asked.missing()
        expect(not missing, f"nobody asked for {', '.join(missing)}")
    except (Failure, roark_analytics.RoarkError) as error:
        print(f"FAILED: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    print(f"roark-analytics: {len(operations())} operations, every answer as published")
    return 0


if __name__ == "__main__":
    sys.exit(main())
