#!/usr/bin/env python3
"""Makes the sample call: bright_desk.ogg, bright_desk.mono.ogg and bright_desk.json.

The text stands below; the hibari synthesiser speaks it. Two people come out of its one voice: the sentence is
synthesised faster or slower than wanted and then stretched back by resampling, which shifts pitch and timbre
together, as a longer or shorter throat would. Each sentence is placed on a time line, customer on channel 0,
agent on channel 1; the times in the JSON are those of the placement. The mono file is the sum of both channels
with faint noise. Seeds are fixed: the same package versions give the same samples.

    python3 -m venv target/sample-venv
    target/sample-venv/bin/pip install hibari-tts==0.2.1 onnxruntime==1.31.1 numpy==2.4.6 scipy==1.17.1 soundfile==0.14.0
    target/sample-venv/bin/python samples/make_sample.py
"""

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy
import soundfile
from hibari import Hibari
from scipy.signal import resample_poly

HERE = Path(__file__).resolve().parent
NAME = "bright_desk"
SAMPLE_RATE = 16_000
SYNTHESIS_RATE = 24_000
NOISE_AMPLITUDE = 10 ** (-58 / 20)
# libsndfile maps 0 to 1 onto the codec's bit rates, best to smallest. At this one nothing of one channel is
# heard on the other.
OPUS_COMPRESSION = 0.92


@dataclass(frozen=True)
class Voice:
    """Who speaks, on which channel, and how far the voice is lowered (above 1) or raised (below 1)."""

    role: str
    name: str
    email: str
    organisation: str
    channel: int
    lowered_by: Fraction
    pace: float


CUSTOMER = Voice("customer", "Tom Baxter", "tom@harborcycles.example", "Harbor Cycles", 0, Fraction(32, 25), 1.04)
AGENT = Voice("agent", "Nora Whitfield", "nora.whitfield@brightdesk.example", "Bright Desk", 1, Fraction(24, 25), 1.08)

# (who, pause before in seconds; below zero: falls into the other's words, as spoken, as written where it differs)
TURNS = [
    (AGENT, 0.6, "Good morning, this is Nora from Bright Desk. Am I speaking with Tom?", None),
    (CUSTOMER, 0.4, "Yes, hello Nora. Thanks for calling back.", None),
    (AGENT, 0.3, "You asked about our booking software. What slows your workshop down today?", None),
    (CUSTOMER, 0.5, "We still plan every repair on paper. Last week we lost two jobs, because nobody saw the note.", None),
    (AGENT, 0.4, "I'm sorry to hear that. With Bright Desk, every repair is on one shared calendar, and your customer "
                 "gets a text message when the bike is ready.", None),
    (CUSTOMER, 0.4, "That would help a lot. What does it cost for eight people?", None),
    (AGENT, 0.5, "The team plan is two hundred and forty dollars a month, and the setup is free.",
     "The team plan is $240 a month, and the setup is free."),
    (CUSTOMER, 0.6, "Hmm, that is more than we planned. Quick Slot offered us one hundred and ninety.",
     "Hmm, that is more than we planned. Quick Slot offered us $190."),
    (AGENT, 0.5, "I understand. If you sign for a year, the price is two hundred and ten dollars a month.",
     "I understand. If you sign for a year, the price is $210 a month."),
    (CUSTOMER, -0.2, "That is closer. But my partner Laura has to approve it.", None),
    (AGENT, 0.4, "Of course. I'll send you a written quote by Friday.", None),
    (CUSTOMER, 0.4, "Great. And I'll talk to Laura about the budget tomorrow.", None),
    (AGENT, 0.5, "Could you email me a list of your open repairs, so that we can fill a trial account?", None),
    (CUSTOMER, 0.4, "Sure, I'll email you the list by Thursday.", None),
    (AGENT, 0.3, "Perfect. Then I'll set up the trial account by next Monday.", None),
    (CUSTOMER, 0.5, "Sounds good. Can we look at it together?", None),
    (AGENT, 0.3, "Yes, let's meet next Tuesday at ten.", None),
    (CUSTOMER, 0.4, "Tuesday at ten is fine.", None),
    (AGENT, 0.4, "Wonderful. So, you get the quote by Friday, and we meet next Tuesday at ten.", None),
    (CUSTOMER, 0.4, "Thank you, Nora. This was really helpful.", None),
]

GOLD = {
    "action_items": [
        {"title": "Send a written quote", "assignee": AGENT.name, "due_on": "2026-09-11", "turns": [10, 18]},
        {"title": "Talk to Laura about the budget", "assignee": CUSTOMER.name, "due_on": "2026-09-09", "turns": [11]},
        {"title": "Email the list of open repairs", "assignee": CUSTOMER.name, "due_on": "2026-09-10", "turns": [12, 13]},
        {"title": "Set up the trial account", "assignee": AGENT.name, "due_on": "2026-09-14", "turns": [14]},
        {"title": "Meet to look at the trial account at ten", "assignee": AGENT.name, "due_on": "2026-09-15",
         "turns": [15, 16, 17, 18]},
    ],
    "not_action_items": [8, 18],
    "not_action_items_why": {"8": "conditional offer", "18": "repeats commitments made earlier"},
    "signals": {
        "budget_discussed": {"value": True, "turns": [7, 11]},
        "competitor_mentioned": {"value": True, "turns": [7]},
        "competitor_name": {"value": "Quick Slot", "turns": [7]},
        "decision_maker_identified": {"value": True, "turns": [9]},
        "next_step_agreed": {"value": True, "turns": [10, 13, 14, 16, 18]},
        "pricing_discussed": {"value": True, "turns": [5, 6, 8]},
        "amount_mentioned": {"value": 240, "turns": [6], "also_accepted": [210, 190]},
        "churn_risk": {"value": False, "turns": []},
        "refund_requested": {"value": False, "turns": []},
        "issue_resolved": {"value": "na", "turns": []},
        "objection_raised": {"value": True, "turns": [7]},
        "meeting_scheduled": {"value": True, "turns": [16, 17]},
        "escalated": {"value": False, "turns": []},
        "timeline_discussed": {"value": True, "turns": [10, 13, 14, 16]},
    },
    "qa": {
        "greeted": {"value": "yes", "turns": [0]},
        "verified_identity": {"value": "na", "turns": []},
        "showed_empathy": {"value": "yes", "turns": [4]},
        "asked_open_question": {"value": "yes", "turns": [2]},
        "confirmed_next_steps": {"value": "yes", "turns": [18]},
        "polite_throughout": {"value": "yes", "turns": []},
        "explained_clearly": {"value": "yes", "turns": [4, 6]},
    },
    "sentiment": {"customer": "positive", "agent": "positive", "overall": "positive"},
    "summary_facts": [
        "Harbor Cycles plans repairs on paper and lost two jobs last week",
        "The team plan costs $240 a month for eight people, setup is free",
        "With a year's contract it costs $210 a month",
        "Competitor Quick Slot offered $190",
        "Tom's partner Laura has to approve the purchase",
        "Nora sends a written quote by Friday",
        "They meet next Tuesday at ten",
    ],
    "summary_must_not": ["Tom signed a contract", "The price is $190 a month", "The setup costs extra"],
}


def speak(synthesiser, voice, text, seed):
    """The sentence in that voice, at SAMPLE_RATE, without the silence that the synthesiser puts around it."""
    raw = synthesiser(text, speed=voice.pace * float(voice.lowered_by), seed=seed)
    stretch = voice.lowered_by * Fraction(SAMPLE_RATE, SYNTHESIS_RATE)
    samples = resample_poly(raw, stretch.numerator, stretch.denominator)
    loud = numpy.flatnonzero(numpy.abs(samples) > 0.01)
    margin = SAMPLE_RATE // 20
    return samples[max(loud[0] - margin, 0) : loud[-1] + margin]


def place(synthesiser):
    """Both channels and the turns with their times."""
    turns, pieces, end = [], [], 0.0
    for index, (voice, pause, spoken, written) in enumerate(TURNS):
        samples = speak(synthesiser, voice, spoken, seed=index)
        start = end + pause
        end = start + len(samples) / SAMPLE_RATE
        pieces.append((voice.channel, round(start * SAMPLE_RATE), samples))
        turns.append({"index": index, "speaker": voice.role, "name": voice.name, "channel": voice.channel,
                      "start": round(start, 2), "end": round(end, 2), "text": spoken,
                      "text_written": written or spoken})
    channels = numpy.zeros((round((end + 0.7) * SAMPLE_RATE), 2), numpy.float32)
    for channel, first, samples in pieces:
        channels[first : first + len(samples), channel] += samples
    return channels * (0.7 / numpy.abs(channels).max()), turns


def write_opus(path, samples):
    """Writes samples, one column a channel, as Opus in Ogg."""
    soundfile.write(path, samples, SAMPLE_RATE, format="OGG", subtype="OPUS", compression_level=OPUS_COMPRESSION)


def main():
    """Writes the three files beside this script."""
    channels, turns = place(Hibari())
    noise = numpy.random.default_rng(1).standard_normal(len(channels)) * NOISE_AMPLITUDE
    write_opus(HERE / f"{NAME}.ogg", channels)
    write_opus(HERE / f"{NAME}.mono.ogg", channels.sum(axis=1) * 0.9 + noise)
    label = {
        "id": NAME,
        "title": "Booking software for Harbor Cycles",
        "kind": "sales",
        "direction": "outbound",
        "started_at": "2026-09-08T10:30:00-05:00",
        "duration_s": round(len(channels) / SAMPLE_RATE, 2),
        "language": "en",
        "audio": {
            "stereo": {"file": f"{NAME}.ogg", "sample_rate": SAMPLE_RATE, "channels": 2, "left": "customer", "right": "agent"},
            "mono": {"file": f"{NAME}.mono.ogg", "sample_rate": SAMPLE_RATE, "channels": 1},
        },
        "participants": [{"name": voice.name, "email": voice.email, "role": voice.role,
                          "organisation": voice.organisation, "channel": voice.channel} for voice in (CUSTOMER, AGENT)],
        "turns": turns,
        "gold": GOLD,
    }
    (HERE / f"{NAME}.json").write_text(json.dumps(label, indent=1) + "\n")


if __name__ == "__main__":
    main()
