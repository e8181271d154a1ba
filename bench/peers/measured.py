"""What both peers share: one core, reading audio, and one line of JSON for each file.

Each line of standard output tells of one file: `file`, `channels` (a list of texts, one for each channel that was
recognised on its own), `cpu_seconds` and `peak_mb` of the whole process so far. Reading and decoding the file is
counted, loading the model is not.
"""

import argparse
import json
import os
import resource
import time


def files_to_measure():
    """Binds the process to one core and returns the files of the command line, each with whether it is stereo."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    parser = argparse.ArgumentParser()
    parser.add_argument("--split", action="append", default=[], help="recognise each of its two channels alone")
    parser.add_argument("--whole", action="append", default=[], help="recognise it as one channel")
    options = parser.parse_args()
    return [(path, True) for path in options.split] + [(path, False) for path in options.whole]


def measure(recognise):
    """Calls `recognise(samples)` for each channel of each file and prints what it returned and cost."""
    # Decoding comes with faster-whisper and is used for both peers.
    from faster_whisper.audio import decode_audio

    files = files_to_measure()
    # What a runtime sets up at its first call is no more counted than the loading of the model.
    for path, _ in files[:1]:
        for samples in decode_audio(path, sampling_rate=16000, split_stereo=True):
            recognise(samples)
    for path, is_split in files:
        began = time.process_time()
        audio = decode_audio(path, sampling_rate=16000, split_stereo=is_split)
        channels = [recognise(samples) for samples in (audio if is_split else [audio])]
        line = {
            "file": path,
            "channels": channels,
            "cpu_seconds": time.process_time() - began,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6,
        }
        print(json.dumps(line), flush=True)
