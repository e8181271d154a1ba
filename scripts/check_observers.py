#!/usr/bin/env python3
"""Feeds recorded frames to the two published observers of voice agents and looks at what a real server makes of it.

    check_observers.py --server FILE --data FOLDER

pipecat-roark observes a real Pipecat pipeline. roark-analytics-python-livekit observes a stand-in for LiveKit's agent
session that hands it what the real one does: frames of both sides, items of the conversation, tools, measurements. Both
know one address only, that of the hosted service; that constant is all that is changed in them. Exit code 1 when
anything is not as it was spoken.
"""

import argparse
import asyncio
import io
import json
import logging
import os
import socket
import sqlite3
import sys
import time
import types
import uuid
import wave
from pathlib import Path

import numpy
import requests

from stranger import Failure, Server, expect

os.environ.setdefault("LOGURU_LEVEL", "ERROR")
USER = "rae@acme.example"
RATE = 24_000
FRAME_SECONDS = 0.02
ENDED_DEADLINE_SECONDS = 90
SPEECH_TOLERANCE_SECONDS = 0.2


def voice(seconds, hertz):
    """A recorded voice: 16-bit samples of one channel, four syllables a second. A steady tone would be taken for noise."""
    at = numpy.arange(int(seconds * RATE)) / RATE
    syllables = 0.02 + 0.98 * numpy.sin(4 * numpy.pi * at) ** 2
    return (numpy.sin(2 * numpy.pi * hertz * at) * syllables * 9_000 + numpy.arange(len(at)) % 7).astype("<i2")


def frames_of(samples):
    """Cut as a transport cuts them."""
    step = int(RATE * FRAME_SECONDS)
    return [samples[first:first + step].tobytes() for first in range(0, len(samples), step)]


class Api:
    """The Roark API with one key."""

    def __init__(self, server, key):
        self.url = server.url
        self.session = requests.Session()
        self.session.headers["authorization"] = f"Bearer {key}"

    def get(self, path):
        """The data of an answer that must be a success."""
        answer = self.session.get(self.url + path)
        expect(answer.status_code == 200, f"GET {path}: {answer.status_code} {answer.text[:500]}")
        return answer.json()["data"]

    def only_call(self, known):
        """The one call that was not known before."""
        calls = [call for call in self.get("/v1/call?limit=100") if call["id"] not in known]
        expect(len(calls) == 1, f"{len(calls)} new calls")
        known.add(calls[0]["id"])
        return calls[0]

    def measured(self, call_id, slugs):
        """The values of these metrics by side, once all are there."""
        deadline = time.monotonic() + ENDED_DEADLINE_SECONDS
        while True:
            metrics = {metric["slug"]: metric["values"] for metric in self.get(f"/v1/call/{call_id}/metrics")}
            if set(slugs) <= metrics.keys():
                return [{value.get("participantRole"): value["value"] for value in metrics[slug]} for slug in slugs]
            expect(time.monotonic() < deadline, f"of {slugs} only {sorted(metrics)} were measured")
            time.sleep(0.2)

    def recorded(self, call_id):
        """The call once its recording is there."""
        deadline = time.monotonic() + ENDED_DEADLINE_SECONDS
        while True:
            call = self.get(f"/v1/call/{call_id}")
            if call["recordingUrlAccess"] == "AVAILABLE":
                return call
            expect(time.monotonic() < deadline, "no recording was put together")
            time.sleep(0.2)


class Sent:
    """What an observer puts at upload addresses, noted before it goes out."""

    def __init__(self, client_class):
        self.pieces = {}
        request, upload = client_class.request_chunk_upload_url, client_class.upload_chunk
        positions = {}

        async def noted_request(client, **arguments):
            answer = await request(client, **arguments)
            if answer:
                positions[answer["uploadUrl"]] = arguments["chunk_index"]
            return answer

        async def noted_upload(client, *, upload_url, body, **arguments):
            self.pieces[positions[upload_url]] = bytes(body)
            return await upload(client, upload_url=upload_url, body=body, **arguments)

        client_class.request_chunk_upload_url = noted_request
        client_class.upload_chunk = noted_upload

    def joined(self):
        """All pieces as one stream."""
        expect(sorted(self.pieces) == list(range(len(self.pieces))), f"pieces {sorted(self.pieces)}")
        return b"".join(self.pieces[position] for position in sorted(self.pieces))


def samples_of(api, call, channels):
    """The samples of a call's recording, which must be such a WAV."""
    answer = requests.get(call["recordingUrl"])
    expect(answer.status_code == 200, f"the recording: {answer.status_code}")
    with wave.open(io.BytesIO(answer.content)) as recording:
        shape = (recording.getframerate(), recording.getnchannels(), recording.getsampwidth())
        expect(shape == (RATE, channels, 2), f"the recording has the shape {shape}")
        return recording.readframes(recording.getnframes())


def check_call(api, call, sent, turns, tools, speech):
    """The call as a whole: end, recording, transcript, tools, metrics."""
    call = api.recorded(call["id"])
    expect(call["status"] == "ENDED" and call["endedAt"], f"the call is {call['status']}")
    expect(call["agents"] and call["callDirection"] == "INBOUND", "agent and direction")
    samples, stream = samples_of(api, call, 2), sent.joined()
    expect(len(stream) > 4 * RATE and samples == stream, f"{len(samples)} bytes of {len(stream)} sent, or other ones")
    transcript = api.get(f"/v1/call/{call['id']}/transcript")
    expect(transcript["transcriptionSource"] == "CUSTOMER_AGENT_REALTIME", "source of the transcript")
    said = [(entry["role"], entry["text"]) for entry in transcript["entries"]]
    expect(said == turns, f"the transcript: {said}")
    ends = [(entry["startOffsetMs"], entry["endOffsetMs"]) for entry in transcript["entries"]]
    expect(all(0 <= start <= end for start, end in ends), f"times of the transcript: {ends}")
    used = api.get(f"/v1/call/{call['id']}/tool-invocations")
    used = [(one["name"], one["parameters"], one["result"]) for one in used]
    expect(used == tools, f"the tools: {used}")
    check_metrics(api, call["id"], speech, len(tools))


def check_metrics(api, call_id, speech, tools):
    """What was measured, against what was fed: seconds of speech of each side, and uses of tools."""
    talked, used = api.measured(call_id, ["talk_time", "tool_invocation_count"])
    expect(set(talked) == set(speech), f"talk_time of {sorted(talked)}")
    for side, seconds in speech.items():
        expect(abs(talked[side] / 1_000 - seconds) <= SPEECH_TOLERANCE_SECONDS, f"talk_time of {side}: {talked[side]} ms")
    expect(list(used.values()) == [tools], f"tool_invocation_count: {used}")


def check_measurements(server, call_id):
    """The observer's own measurements, which no operation reads yet, are kept."""
    [database] = Path(server.environment["COLLOQUY_DATA_DIR"]).glob("*.db")
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        query = "SELECT extra FROM call_detail WHERE conversation_id = ?"
        [(extra,)] = connection.execute(query, [uuid.UUID(call_id).bytes])
    [kept] = json.loads(extra)["metrics"]
    told = {"kind": kept["kind"], "ttft": kept["ttft"], "promptTokens": kept["promptTokens"]}
    fed = {"kind": "llm", "ttft": LLMMetrics.ttft, "promptTokens": LLMMetrics.prompt_tokens}
    expect(told == fed, f"the measurement: {kept}")


# Pipecat ---------------------------------------------------------------------------------------------------------------

PIPECAT_TURNS = [("CUSTOMER", "Is it sunny in Lisbon?"), ("AGENT", "It is sunny, 24 degrees.")]
PIPECAT_SPEECH = {"customer": 3.0, "agent": 4.0}
PIPECAT_TOOLS = [("look_up", {"city": "Lisbon"}, {"degrees": 24})]


async def pipecat_call(url, key):
    """A short call through a real pipeline; returns what was sent."""
    import pipecat_roark.client as client
    client.WEBHOOK_URL = url + "/v1/integrations/pipecat"
    client.CHUNK_UPLOAD_URL_ENDPOINT = url + "/v1/integrations/pipecat/chunk-upload-url"
    from pipecat.frames import frames
    from pipecat.pipeline.pipeline import Pipeline
    from pipecat.pipeline.runner import PipelineRunner
    from pipecat.pipeline.worker import PipelineParams, PipelineWorker
    from pipecat_roark import RoarkObserver

    sent = Sent(client.RoarkClient)
    observer = RoarkObserver(api_key=key, agent_id="pipecat-bot", agent_name="Pipecat bot", agent_prompt="Tell the weather.",
                             runner_args={"session_id": "pipecat-session-1"})
    params = PipelineParams(audio_in_sample_rate=RATE, audio_out_sample_rate=RATE)
    worker = PipelineWorker(Pipeline([observer.audio_processor]), params=params, observers=[observer],
                            enable_rtvi=False, idle_timeout_secs=None)

    async def speak(samples, kind):
        for audio in frames_of(samples):
            await worker.queue_frame(kind(audio=audio, sample_rate=RATE, num_channels=1))
            await asyncio.sleep(FRAME_SECONDS / 4)

    async def talk():
        await worker.queue_frame(frames.UserStartedSpeakingFrame())
        await speak(voice(3.0, 440), frames.InputAudioRawFrame)
        await worker.queue_frame(frames.UserStoppedSpeakingFrame())
        await worker.queue_frame(frames.TranscriptionFrame(
            text="Is it sunny in Lisbon?", user_id="caller", timestamp="2026-11-01T09:00:00Z"))
        use = {"function_name": "look_up", "tool_call_id": "call_1", "arguments": {"city": "Lisbon"}}
        await worker.queue_frame(frames.FunctionCallInProgressFrame(**use, cancel_on_interruption=False))
        await worker.queue_frame(frames.FunctionCallResultFrame(**use, result={"degrees": 24}))
        await worker.queue_frame(frames.BotStartedSpeakingFrame())
        for word in ["It is", "sunny, 24", "degrees."]:
            await worker.queue_frame(frames.TTSTextFrame(text=word, aggregated_by="word"))
        await speak(voice(4.0, 220), frames.OutputAudioRawFrame)
        await worker.queue_frame(frames.BotStoppedSpeakingFrame())
        await worker.queue_frame(frames.EndFrame())

    await asyncio.gather(PipelineRunner(handle_sigint=False).run(worker), talk())
    await observer.aflush()
    return sent


# LiveKit ---------------------------------------------------------------------------------------------------------------

LIVEKIT_TURNS = [("AGENT", "Hello, how can I help?"), ("CUSTOMER", "Cancel my order.")]
LIVEKIT_SPEECH = {"customer": 4.0 + 3.0, "agent": 2.5}
LIVEKIT_TOOLS = [("cancel_order", {"order": 7}, {"state": "cancelled"}), ("cancel_order", {"order": 8}, "no such order")]


def stand_in_for_livekit():
    """The few things of LiveKit that the observer's recorder takes: a frame, a resampler, the recorder under it."""
    import queue

    def module(name, **members):
        made = types.ModuleType(name)
        vars(made).update(members)
        sys.modules[name] = made
        return made

    class AudioFrame:
        def __init__(self, data, sample_rate, num_channels, samples_per_channel):
            self.data, self.sample_rate, self.num_channels = data, sample_rate, num_channels
            self.samples_per_channel = samples_per_channel

    class AudioResampler:
        def __init__(self, *, input_rate, output_rate, num_channels):
            expect(input_rate == output_rate, "the observer was to take the rate as it is")

        def push(self, frame):
            return [frame]

        def flush(self):
            return []

    class Wrapped:
        def __init__(self, inner):
            self.inner, self.sample_rate = inner, getattr(inner, "sample_rate", None)

    class RecorderIO:
        """Pairs what both sides brought; what is done with a pair is the observer's own."""

        def __init__(self, *, agent_session, sample_rate, loop):
            self._sample_rate, self._loop, self._lock = sample_rate, loop, asyncio.Lock()
            self._in_q, self._out_q = queue.Queue(), queue.Queue()
            self._in_record = self._out_record = None
            self._started, self.recording_started_at = False, None

        @property
        def recording(self):
            return self._started

        def record_input(self, stream):
            self._in_record = Wrapped(stream)
            return self._in_record

        def record_output(self, sink):
            self._out_record = Wrapped(sink)
            return self._out_record

        async def _forward_task(self):
            self.recording_started_at = time.time()

        def write(self, of_user, of_agent):
            self._in_q.put(of_user)
            self._out_q.put(of_agent)

        async def aclose(self):
            self.write(None, None)
            await self._close_fut

    rtc = module("livekit.rtc", AudioFrame=AudioFrame, AudioResampler=AudioResampler)
    module("livekit", rtc=rtc)
    module("livekit.agents")
    module("livekit.agents.voice")
    module("livekit.agents.voice.recorder_io", RecorderIO=RecorderIO, RecorderAudioInput=Wrapped,
           RecorderAudioOutput=Wrapped)
    return AudioFrame


class Session:
    """An agent session: audio on both sides, and those who listen to what happens."""

    class Side:
        """A side whose audio is assigned once the session starts."""

        def __init__(self):
            self._audio = None

        @property
        def audio(self):
            return self._audio

        @audio.setter
        def audio(self, value):
            self._audio = value

    def __init__(self):
        self.input, self.output, self.listeners = self.Side(), self.Side(), {}

    def on(self, event, listener):
        self.listeners[event] = listener

    def emit(self, event, **members):
        self.listeners[event](types.SimpleNamespace(**members))


class LLMMetrics:
    """A measurement as LiveKit hands it over."""

    ttft, duration, prompt_tokens, streamed, label = 0.31, 1.5, 120, True, "llm.openai"


async def livekit_call(url, key):
    """A short call of a session; returns what was sent."""
    make_frame = stand_in_for_livekit()
    from roark_analytics_python_livekit import client, observe_session
    client.WEBHOOK_URL = url + "/v1/integrations/livekit-sdk"
    client.CHUNK_UPLOAD_URL_ENDPOINT = url + "/v1/integrations/livekit-sdk/chunk-upload-url"

    sent, session, at_the_end = Sent(client.RoarkClient), Session(), []
    room = types.SimpleNamespace(sid="RM_session", name="support")
    ctx = types.SimpleNamespace(job=types.SimpleNamespace(id="AJ_1", room=room), room=room,
                                add_shutdown_callback=at_the_end.append)
    state = await observe_session(ctx, session, api_key=key, agent_id="livekit-bot", agent_prompt="Be brief.", is_test=True)
    session.input.audio = types.SimpleNamespace(label="microphone")
    session.output.audio = types.SimpleNamespace(label="speaker", sample_rate=RATE)
    while not state._recorder.recording:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)

    def cut(samples):
        return [make_frame(audio, RATE, 1, len(audio) // 2) for audio in frames_of(samples)]

    said = {"started_speaking_at": time.time(), "stopped_speaking_at": time.time() + 2}
    state._recorder.write(cut(voice(4.0, 330)), cut(voice(2.5, 220)))
    await asyncio.sleep(0.2)
    session.emit("conversation_item_added", item=types.SimpleNamespace(
        role="assistant", content=["Hello, how can I help?"], metrics=said))
    said = {"started_speaking_at": time.time() + 2, "stopped_speaking_at": time.time() + 3}
    session.emit("conversation_item_added", item=types.SimpleNamespace(
        role="user", content=["Cancel my order."], metrics=said))
    uses = [types.SimpleNamespace(call_id=f"c{order}", name="cancel_order", arguments=json.dumps({"order": order}), output=output)
            for order, output in [(7, '{"state": "cancelled"}'), (8, "no such order")]]
    session.emit("function_tools_executed", called_functions=uses)
    session.emit("metrics_collected", metrics=LLMMetrics())
    state._recorder.write(cut(voice(3.0, 350)), [])
    await asyncio.sleep(0.2)
    for callback in at_the_end:
        await callback()
    return sent


def check_late_pieces(api):
    """Pieces out of order, twice and late are one stream all the same."""
    def ask(path, body):
        answer = api.session.post(api.url + "/v1/integrations/pipecat" + path, json=body)
        expect(answer.status_code == 200, f"{path}: {answer.text}")
        return answer.json()["data"]

    def put(position, content):
        address = ask("/chunk-upload-url", {"pipecatCallId": "late", "chunkIndex": position, "contentType": "audio/pcm"})
        return requests.put(address["uploadUrl"], data=content, headers={"content-type": "audio/pcm"}).status_code

    pieces = [bytes([position + 1, 0]) * 2 * RATE for position in range(4)]
    call = ask("", {"event": "call-started", "pipecatCallId": "late", "agentId": "pipecat-bot"})["callId"]
    for position, content in [(3, pieces[3]), (0, b"\x7f\x00" * RATE), (1, pieces[1]), (0, pieces[0])]:
        expect(put(position, content) == 200, f"piece {position}")
    ended = {"event": "call-ended", "pipecatCallId": "late", "recordingSampleRate": RATE, "recordingNumChannels": 2}
    expect(ask("", ended)["callId"] == call and ask("", ended)["callId"] == call, "another call")
    expect(put(2, pieces[2]) == 200, "the late piece")
    samples = samples_of(api, api.recorded(call), 2)
    expect(samples == b"".join(pieces), "late pieces were joined otherwise")
    expect(put(4, pieces[0]) == 409, "a piece after the recording was put together")


class FixedServer(Server):
    """The same with an address that it knows itself: addresses for pieces are made of it."""

    def __init__(self, executable, folder):
        super().__init__(executable, folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.environment["COLLOQUY_LISTEN"] = f"127.0.0.1:{probe.getsockname()[1]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.ERROR)
    try:
        with FixedServer(arguments.server, arguments.data) as server:
            server.command("user", "create", "--email", USER, "--name", "Rae", "--role", "owner")
            key = server.command("key", "create", "--name", "observers", "--user", USER)["api_key"]
            api, known = Api(server, key), set()
            sent = asyncio.run(pipecat_call(server.url, key))
            check_call(api, api.only_call(known), sent, PIPECAT_TURNS, PIPECAT_TOOLS, PIPECAT_SPEECH)
            sent = asyncio.run(livekit_call(server.url, key))
            call = api.only_call(known)
            check_call(api, call, sent, LIVEKIT_TURNS, LIVEKIT_TOOLS, LIVEKIT_SPEECH)
            check_measurements(server, call["id"])
            check_late_pieces(api)
    except (Failure, requests.RequestException, json.JSONDecodeError) as error:
        print(f"check_observers: {error}", file=sys.stderr)
        return 1
    print("two observed calls, each with its transcript, tools, metrics and every sample")
    return 0


if __name__ == "__main__":
    sys.exit(main())
