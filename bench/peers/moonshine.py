#!/usr/bin/env python3
"""Recognises files with the reference runtime of Moonshine, to compare word errors and CPU time with ours.

    python3 -m venv target/peers/moonshine
    target/peers/moonshine/bin/pip install moonshine-voice==0.0.73
    taskset --cpu-list 0 target/peers/moonshine/bin/python bench/peers/moonshine.py FILE...

A file is headerless audio, 16 kHz, mono, signed 16-bit little-endian:

    ffmpeg -i call.flac -af pan='mono|c0=c0' -ar 16000 -f s16le call.left.s16

The model is the one in the package. Its own voice activity detection cuts the audio, its own embedding of
speakers is off: it is not asked for and would only cost time. Prints one object a line: file, text, lines
(text with start and end in seconds), audio_seconds, cpu_seconds (user and system, all threads, without the
start), start_cpu_seconds (import and loading), peak_memory_mb.
"""

import array
import json
import os
import resource
import sys
from pathlib import Path

SAMPLE_RATE_HZ = 16_000


def cpu_seconds() -> float:
    times = os.times()
    return times.user + times.system


def read(path: str) -> list[float]:
    samples = array.array("h")
    samples.frombytes(Path(path).read_bytes())
    return [sample / 32768.0 for sample in samples]


def main(paths: list[str]) -> None:
    import moonshine_voice

    model = Path(moonshine_voice.__file__).parent / "assets" / "tiny-en"
    options = {"identify_speakers": "false"}
    transcriber = moonshine_voice.Transcriber(model, moonshine_voice.ModelArch.TINY, options=options)
    start_cpu_seconds = cpu_seconds()
    for path in paths:
        samples = read(path)
        before = cpu_seconds()
        transcript = transcriber.transcribe_without_streaming(samples, SAMPLE_RATE_HZ)
        spent = cpu_seconds() - before
        lines = [
            {"text": line.text, "start_seconds": line.start_time, "end_seconds": line.start_time + line.duration}
            for line in transcript.lines
        ]
        answer = {
            "file": path,
            "text": " ".join(line["text"] for line in lines),
            "lines": lines,
            "audio_seconds": len(samples) / SAMPLE_RATE_HZ,
            "cpu_seconds": round(spent, 3),
            "start_cpu_seconds": round(start_cpu_seconds, 3),
            "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
