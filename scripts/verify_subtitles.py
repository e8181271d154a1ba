#!/usr/bin/env python3
"""Reads the subtitles that the black-box tests exported, with webvtt-py from PyPI.

    verify_subtitles.py FOLDER    every FOLDER/*.srt and *.vtt, beside a *.json with the conversation

Every word that was said must come out again, in order, under its speaker; no cue may be empty, end before it begins,
overlap the next one or hold more than two lines.
"""

import html
import json
import re
import sys
from pathlib import Path

import webvtt


def cues_of_srt(path):
    for cue in webvtt.from_srt(str(path)):
        name, _, text = cue.raw_text.partition(": ")
        yield seconds(cue.start), seconds(cue.end), name, text


def cues_of_vtt(path):
    for cue in webvtt.read(str(path)):
        yield seconds(cue.start), seconds(cue.end), html.unescape(cue.voice), html.unescape(cue.text)


def seconds(clock):
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def comparable(text):
    """What SubRip cannot hold is left out of the comparison."""
    return re.sub(r"[<>‹{}\\-]", "", text).split()


def check(path, conversation):
    cues = list((cues_of_srt if path.suffix == ".srt" else cues_of_vtt)(path))
    assert cues, "there are no cues"
    end = 0.0
    for start, until, _, text in cues:
        assert end <= start < until, f"a cue from {start} to {until} after one that ends at {end}"
        assert text.strip() and text.count("\n") <= 1, f"{text!r}"
        end = until
    transcript = conversation["transcript"]
    names = [" ".join(speaker["name"].split()) for speaker in transcript["speakers"]]
    for index, name in enumerate(names):
        said = " ".join(entry["text"] for entry in transcript["entries"] if entry["speaker_index"] == index)
        shown = " ".join(text for _, _, voice, text in cues if comparable(voice) == comparable(name))
        assert comparable(shown) == comparable(said), f"{name}: {comparable(shown)} is not {comparable(said)}"


def main():
    paths = sorted(path for path in Path(sys.argv[1]).iterdir() if path.suffix in (".srt", ".vtt"))
    if not paths:
        sys.exit("there are no subtitles: run the black-box tests first")
    for path in paths:
        try:
            check(path, json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))
        except Exception as error:
            sys.exit(f"{path}: {error!r}")
    print(f"{len(paths)} files of subtitles are read by webvtt-py")


main()
