"""Moonshine tiny for English in the runtime of its own package, without telling speakers apart."""

from measured import measure


def main():
    from moonshine_voice import ModelArch, get_model_path
    from moonshine_voice.transcriber import Transcriber

    options = {"identify_speakers": "false"}
    transcriber = Transcriber(get_model_path("tiny-en"), ModelArch.TINY, options=options)

    def recognise(samples):
        transcript = transcriber.transcribe_without_streaming(samples.tolist(), 16000)
        return " ".join(line.text.strip() for line in transcript.lines)

    measure(recognise)


if __name__ == "__main__":
    main()
