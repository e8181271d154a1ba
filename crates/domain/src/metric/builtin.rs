//! The metrics that are built in. Ids are UUIDv5 of the slug in the name space
//! `13171bbb-a100-50b4-9bb1-ab2f77239b9e` (itself UUIDv5 of `https://colloquy.invalid/metric` as a URL): they never
//! change, whatever is added.
//!
//! The description of each says its formula and what it is computed from; clients read it. Words used there: a
//! *stretch* of speech ends where a side is silent for 200 ms or more; *agent* and *customer* are the two sides.

use std::borrow::Cow;

use uuid::Uuid;

use super::{Aggregation, Comparison, OutputType, Role, Scope, Setting, SupportedContext, Unit};
use crate::MetricDefinitionId;

/// A metric that is built in.
#[derive(Debug, Clone, PartialEq)]
pub struct Builtin {
    /// The same on every server.
    pub id: MetricDefinitionId,
    /// Unique among the built-in ones.
    pub slug: &'static str,
    /// For people.
    pub name: &'static str,
    /// What it tells, its formula and what it is computed from.
    pub description: &'static str,
    /// The kind of its values.
    pub output: OutputType,
    /// Of what they tell.
    pub scope: Scope,
    /// What it can be asked of.
    pub contexts: &'static [SupportedContext],
    /// What its numbers count.
    pub unit: Option<Unit>,
    /// How its values are made.
    pub calculation: BuiltinCalculation,
    /// What it may be told beside the conversation.
    pub setting: Option<Setting>,
}

/// How the values of a built-in metric are made.
#[derive(Debug, Clone, PartialEq)]
pub enum BuiltinCalculation {
    /// By counting and measuring.
    Provider,
    /// By asking the language model.
    Judge {
        /// The question.
        prompt: &'static str,
        /// Of a classification: labels with their meaning.
        options: &'static [(&'static str, &'static str)],
        /// Of a scale: the lowest and the highest value.
        scale: Option<(i64, i64)>,
    },
    /// By comparing the values of another built-in metric.
    Threshold {
        /// The slug of the other one.
        source: &'static str,
        /// Only its values for that side.
        role: Option<Role>,
        /// What a passing value satisfies.
        comparison: Comparison,
        /// With what it is compared.
        value: &'static str,
        /// How several values become one.
        aggregation: Aggregation,
    },
}

const CALL: &[SupportedContext] = &[SupportedContext::Call];
const CALL_AND_SEGMENT: &[SupportedContext] = &[SupportedContext::Call, SupportedContext::Segment];

const MILLISECONDS: Unit = unit("milliseconds", Some("ms"));
const RATIO: Unit = unit("ratio", None);
const WORDS_PER_MINUTE: Unit = unit("words per minute", Some("wpm"));
const PER_HUNDRED_WORDS: Unit = unit("per hundred words", None);

const fn unit(name: &'static str, symbol: Option<&'static str>) -> Unit {
    let symbol = match symbol {
        Some(symbol) => Some(Cow::Borrowed(symbol)),
        None => None,
    };
    Unit { name: Cow::Borrowed(name), symbol }
}

const fn id(value: u128) -> MetricDefinitionId {
    MetricDefinitionId(Uuid::from_u128(value))
}

/// All built-in metrics.
#[must_use]
pub fn builtin() -> &'static [Builtin] {
    BUILTIN
}

/// The built-in metric of that slug.
#[must_use]
pub fn builtin_by_slug(slug: &str) -> Option<&'static Builtin> {
    BUILTIN.iter().find(|metric| metric.slug == slug)
}

/// The built-in metric of that id.
#[must_use]
pub fn builtin_by_id(id: MetricDefinitionId) -> Option<&'static Builtin> {
    BUILTIN.iter().find(|metric| metric.id == id)
}

static BUILTIN: &[Builtin] = &[
    Builtin {
        id: id(0x4852_cbb3_7371_5db5_83b0_c057_b2f9_2539),
        slug: "talk_time",
        name: "Talk time",
        description: "How long a side speaks. Formula: the sum of the lengths of its stretches of speech; silences \
            under 200 ms within speech count as speech. Source: the recording where it keeps agent and \
            customer on a channel each; else the transcript's word times, else the times of its entries, \
            with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xe262_d133_b63b_5c8f_a245_1899_05e5_184d),
        slug: "talk_ratio",
        name: "Talk ratio",
        description: "A side's share of all speech, 0 to 1. Formula: own talk time / (agent's talk time + customer's \
            talk time). Source: the recording where it keeps agent and customer on a channel each; else the \
            transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(RATIO),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xe032_d55e_f6ae_5adc_8c00_d507_2b5e_6ba4),
        slug: "talk_to_listen_ratio",
        name: "Talk-to-listen ratio",
        description: "How much the agent speaks for what it hears. Formula: agent's talk time / customer's talk time; \
            missing where the customer says nothing. Source: the recording where it keeps agent and \
            customer on a channel each; else the transcript's word times, else the times of its entries, \
            with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(RATIO),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x178a_573e_078a_5b48_b92e_0bf1_d635_e753),
        slug: "words_per_minute",
        name: "Words per minute",
        description: "How fast a side speaks. Formula: its words / its talk time in minutes; what holds no letter or \
            digit is no word. Source: words from the transcript; talk time from the recording where it \
            keeps agent and customer on a channel each, else from the transcript, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(WORDS_PER_MINUTE),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x07e1_5dd7_c3be_5874_8d34_1ad7_a94c_ad9e),
        slug: "pause_count",
        name: "Pauses",
        description: "How often a side pauses and goes on itself. Formula: the silences of 200 ms or more between two \
            stretches of its speech in which the other side does not speak either. Source: the recording \
            where it keeps agent and customer on a channel each; else the transcript's word times, else the \
            times of its entries, with less confidence.",
        output: OutputType::Count,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x6970_a620_17af_5de5_9ce3_4b53_1c51_4483),
        slug: "pause_time",
        name: "Pause time",
        description: "How long a side pauses within what it says. Formula: the sum of the lengths of its pauses \
            (silences of 200 ms or more between two stretches of its speech in which the other side does \
            not speak either). Source: the recording where it keeps agent and customer on a channel each; \
            else the transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xae46_9417_a7af_5d7e_bd6f_6d1c_7b1a_4d24),
        slug: "longest_pause",
        name: "Longest pause",
        description: "The longest pause of a side. Formula: the largest length of its pauses (silences of 200 ms or \
            more between two stretches of its speech in which the other side does not speak either); 0 \
            without a pause. Source: the recording where it keeps agent and customer on a channel each; \
            else the transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x6273_e215_9dc3_550f_954d_dbe9_684f_aaca),
        slug: "silence_time",
        name: "Silence",
        description: "How long nobody speaks. Formula: the call's length - the time in which agent or customer or \
            both speak; begin and end of the call included. Source: the recording where it keeps agent and \
            customer on a channel each; else the transcript's word times, else the times of its entries, \
            with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x7f2a_63ae_3dcd_5953_bdde_ad5d_16c5_db86),
        slug: "silence_ratio",
        name: "Silence ratio",
        description: "The share of the call in which nobody speaks, 0 to 1. Formula: silence / the call's length. \
            Source: the recording where it keeps agent and customer on a channel each; else the \
            transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(RATIO),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xb4a6_d085_94c8_5bf2_8211_981e_6d6f_22e0),
        slug: "longest_silence",
        name: "Longest silence",
        description: "The longest stretch between two utterances in which nobody speaks. Formula: the largest gap in \
            the union of both sides' speech, before the first and after the last word not counted. Source: \
            the recording where it keeps agent and customer on a channel each; else the transcript's word \
            times, else the times of its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xd278_e6b2_0773_5a4c_a024_4e0e_fc81_ce6c),
        slug: "response_time",
        name: "Response time",
        description: "How long the customer waits for the agent. Formula: for each answer, the agent's first sound - \
            the customer's last sound before it; where the agent begins while the customer still speaks \
            there is none (see agent_cutoff_count). One value for each answer at the agent's entry, and \
            their mean for the call. Source: the recording where it keeps agent and customer on a channel \
            each; else the transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL_AND_SEGMENT,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xfe19_ca5e_3073_527d_894a_000c_bfd2_53db),
        slug: "response_time_p50",
        name: "Response time, median",
        description: "The median of the agent's response times (see response_time). Formula: 50th percentile, \
            interpolated linearly between the two nearest ranks. Source: the recording where it keeps agent \
            and customer on a channel each; else the transcript's word times, else the times of its \
            entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x5e92_9749_c8fc_51b4_af1e_1948_13a0_2aea),
        slug: "response_time_p95",
        name: "Response time, 95th percentile",
        description: "The 95th percentile of the agent's response times (see response_time). Formula: interpolated \
            linearly between the two nearest ranks. Source: the recording where it keeps agent and customer \
            on a channel each; else the transcript's word times, else the times of its entries, with less \
            confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x8cbd_cd53_1563_529d_8eda_60e3_f507_5f00),
        slug: "response_time_max",
        name: "Response time, longest",
        description: "The longest of the agent's response times (see response_time). Source: the recording where it \
            keeps agent and customer on a channel each; else the transcript's word times, else the times of \
            its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x5754_005b_6085_5e1f_a2a8_59ae_6af0_930b),
        slug: "latency_spike_count",
        name: "Latency spikes",
        description: "How often the customer waits conspicuously long. Formula: the response times of the agent (see \
            response_time) above 2000 ms. Source: the recording where it keeps agent and customer on a \
            channel each; else the transcript's word times, else the times of its entries, with less \
            confidence.",
        output: OutputType::Count,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xe0bb_5226_2c36_5155_840b_dcd1_cb69_31ce),
        slug: "time_to_first_word",
        name: "Time to first word",
        description: "When a side is first heard. Formula: the start of its first stretch of speech, from the call's \
            start. Source: the recording where it keeps agent and customer on a channel each; else the \
            transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Offset,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x4f34_32c9_3239_5649_841e_37b7_5afe_39c0),
        slug: "customer_barge_in_count",
        name: "Customer barge-ins",
        description: "How often the customer talks into the agent's words. Formula: the stretches of the customer's \
            speech that begin 200 ms or more after a stretch of the agent's began and before it ended, \
            overlap it for 200 ms or more and last 500 ms or more (shorter ones are signs of listening). \
            Source: the recording where it keeps agent and customer on a channel each; else the \
            transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Count,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x3936_db65_1979_55a0_abb6_6202_3ab5_2ab4),
        slug: "agent_cutoff_count",
        name: "Agent cut-offs",
        description: "How often the agent talks into the customer's words. Formula: the stretches of the agent's \
            speech that begin 200 ms or more after a stretch of the customer's began and before it ended, \
            overlap it for 200 ms or more and last 500 ms or more (shorter ones are signs of listening). \
            Source: the recording where it keeps agent and customer on a channel each; else the \
            transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Count,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x1b08_c999_6630_55b8_8bd2_a364_dcc7_917d),
        slug: "overtalk_time",
        name: "Overtalk",
        description: "How long both sides speak at once. Formula: the length of the intersection of both sides' \
            speech. Source: the recording where it keeps agent and customer on a channel each; else the \
            transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x9bdd_213d_db52_546d_9dea_b50c_a07d_9b1d),
        slug: "overtalk_ratio",
        name: "Overtalk ratio",
        description: "The share of the call in which both sides speak at once, 0 to 1. Formula: overtalk / the call's \
            length. Source: the recording where it keeps agent and customer on a channel each; else the \
            transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(RATIO),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xb6af_73ea_3328_5984_9e38_bf58_6d12_6cb5),
        slug: "dead_air_at_end",
        name: "Dead air at the end",
        description: "How long the line stays open after the last word. Formula: the call's length - the end of the \
            last stretch of speech of either side. Source: the recording where it keeps agent and customer \
            on a channel each; else the transcript's word times, else the times of its entries, with less \
            confidence.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x1ba5_619a_36c3_50af_9bbe_f7fc_343b_e7ff),
        slug: "agent_spoke",
        name: "Agent spoke",
        description: "Whether the agent is heard at all. Formula: true where the agent's talk time is above 0. \
            Source: the recording where it keeps agent and customer on a channel each; else the \
            transcript's word times, else the times of its entries, with less confidence.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xd099_dc9b_1290_5733_ba94_17d7_7078_99f4),
        slug: "agent_responsive",
        name: "Agent responsive",
        description: "Whether the agent answers. Formula: true where the agent is heard after the customer's first \
            words and no silence of 10 s or more follows on words of the customer, the end of the call \
            included. Not applicable where the customer says nothing. Source: the recording where it keeps \
            agent and customer on a channel each; else the transcript's word times, else the times of its \
            entries, with less confidence.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x26e4_e3ee_5c44_5cf7_ac31_083b_c15f_e703),
        slug: "repetition_density",
        name: "Repetition density",
        description: "How much of what a side says it has said before, 0 to 1. Formula: the runs of four words that \
            the side said earlier in the call / all its runs of four words, in normal spelling, not across \
            sentences, without excluded phrases. Source: the transcript.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(RATIO),
        calculation: BuiltinCalculation::Provider,
        setting: Some(Setting::ExcludedPhrases),
    },
    Builtin {
        id: id(0x8bb0_31ba_93d2_573e_99b9_d985_a9c2_1d00),
        slug: "loop_count",
        name: "Loops",
        description: "How often the agent says a sentence again. Formula: the agent's sentences of four words or more \
            whose words are to 80 % or more (shared / all different words) those of one of its 200 \
            sentences of that length before, without excluded phrases. Source: the transcript.",
        output: OutputType::Count,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: Some(Setting::ExcludedPhrases),
    },
    Builtin {
        id: id(0x57d0_48f6_a0ce_5490_b08b_787a_71ab_a62d),
        slug: "filler_word_count",
        name: "Filler words",
        description: "How many words of a side only fill. Formula: um, uh, er, ah, hm and the like everywhere; \"you \
            know\", \"i mean\", \"sort of\", \"kind of\", \"like\", \"basically\", \"actually\", \
            \"literally\" where a comma or the sentence's edge sets them off. English only. Source: the \
            transcript.",
        output: OutputType::Count,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x3822_e2dc_43ff_5288_ba7a_5ce7_2f7c_d88e),
        slug: "filler_word_rate",
        name: "Filler word rate",
        description: "Filler words for each hundred words. Formula: 100 * filler_word_count / the side's words. \
            English only. Source: the transcript.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(PER_HUNDRED_WORDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x7773_1877_858a_57b6_aee5_5538_93f5_8c0f),
        slug: "unanswered_question_count",
        name: "Unanswered questions",
        description: "How many questions of a side get no answer. Formula: the stretches of what a side says without \
            a reply (ended by the other side, or by a silence of 3 s before it goes on) that hold a \
            question and after which the other side says nothing before the asker speaks again or the call \
            ends, or asks to wait and then says nothing more. Questions are sentences that end in a \
            question mark; where the transcript has none, those that begin as English questions do, with \
            less confidence. Source: the transcript.",
        output: OutputType::Count,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x4b1b_f82c_ff50_5aaa_89a8_a27c_a43d_fdcd),
        slug: "tool_invocation_count",
        name: "Tool invocations",
        description: "How many tools the agent used. Formula: the number of tool invocations. Source: the tool \
            invocations of the call.",
        output: OutputType::Count,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xfcc9_11ed_faeb_5717_9fe5_ca2f_49ff_975f),
        slug: "tool_success_rate",
        name: "Tool success rate",
        description: "The share of tool invocations that worked, 0 to 1. Formula: those whose result tells of no \
            failure / all. A result tells of failure by \"success\": false or \"ok\": false, an \"error\" \
            or \"errors\" that is not empty, a \"status\" of error, failed, failure or timeout, a status \
            code of 400 or more, or a text that begins with error, failed, failure, exception, traceback or \
            timeout. Source: the tool invocations of the call.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(RATIO),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x1457_456c_9f58_5437_89ab_10ef_ca38_99e8),
        slug: "tool_latency_p50",
        name: "Tool latency, median",
        description: "The median time that tools take. Formula: the median of end - start of the invocations whose \
            end is known, interpolated linearly. Source: the tool invocations of the call.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x72eb_2dd0_e2aa_5e40_bec4_7a49_00b3_35df),
        slug: "tool_latency_p95",
        name: "Tool latency, 95th percentile",
        description: "The 95th percentile of the time that tools take. Formula: the 95th percentile of end - start of \
            the invocations whose end is known, interpolated linearly. Source: the tool invocations of the \
            call.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x988b_92e3_b907_59d6_89fb_1754_d597_c3a3),
        slug: "tool_latency_max",
        name: "Tool latency, longest",
        description: "The longest time that a tool takes. Formula: the largest end - start of the invocations whose \
            end is known. Source: the tool invocations of the call.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(MILLISECONDS),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0xa97d_3722_04c0_53cb_8244_d0c6_3827_d8ce),
        slug: "property_transcript_mismatch",
        name: "Properties that the transcript contradicts",
        description: "How many properties of the call stand in the transcript with another value. Formula: the \
            properties whose verdict is MISMATCH. Each is looked up in what was said: its value in the same \
            words or digits is a MATCH; words that sound or are spelled nearly alike are a \
            TRANSCRIPTION_ERROR; another value of its kind beside the property's name is a MISMATCH; else \
            it is NOT_MENTIONED. At most 100 properties are compared. Source: the call's properties and the \
            transcript.",
        output: OutputType::Count,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: Some(Setting::VerifiedProperties),
    },
    Builtin {
        id: id(0xce9f_3ec6_3578_575f_b651_001b_0c19_f123),
        slug: "voicemail_detected",
        name: "Voicemail detected",
        description: "Whether a machine answered. Formula: true where one of the first six sentences that are not the \
            agent's is that of a mailbox greeting (\"leave a message\", \"after the tone\", \"is not \
            available to take your call\" and the like, in English), or where these hold half or more of \
            the given script's words. Source: the transcript.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Provider,
        setting: Some(Setting::VoicemailScript),
    },
    Builtin {
        id: id(0xfaf4_22b0_3643_509b_a027_7acd_aa83_bac1),
        slug: "sentiment_score",
        name: "Sentiment",
        description: "How a side feels, 0 (negative) to 1 (positive). Formula: (score + 1) / 2 of the sentiment \
            stage's score from -1 to 1, mean over the side's speakers. Source: the sentiment of the call's \
            speakers: a language model's probabilities, or a lexicon with little confidence where none is \
            configured.",
        output: OutputType::Numeric,
        scope: Scope::PerParticipant,
        contexts: CALL,
        unit: Some(RATIO),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x677e_e8c8_f232_5efc_bf4b_3df6_9c2e_2241),
        slug: "frustration_score",
        name: "Frustration",
        description: "How frustrated the customer is, 0 to 1. Formula: the negative part of the sentiment stage's \
            score of the customer: -score where it is below 0, else 0; mean over the customer's speakers. \
            Source: the sentiment of the call's speakers: a language model's probabilities, or a lexicon \
            with little confidence where none is configured.",
        output: OutputType::Numeric,
        scope: Scope::Global,
        contexts: CALL,
        unit: Some(RATIO),
        calculation: BuiltinCalculation::Provider,
        setting: None,
    },
    Builtin {
        id: id(0x9fc6_5b12_ca27_59bf_8c2d_5020_a965_c639),
        slug: "call_outcome",
        name: "Call outcome",
        description: "Judged by the configured language model, with its reasoning and quotes; an error where none is \
            configured. Formula: the likeliest of: resolved, partly resolved, unresolved, transferred, \
            callback agreed, voicemail, no conversation. Source: the transcript.",
        output: OutputType::Classification,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Judge {
            prompt: "How did this call end for the customer?",
            options: &[
                ("resolved", "what the customer called for was done or answered in full"),
                ("partly resolved", "some of it was done or answered, something is left open"),
                ("unresolved", "what the customer called for was neither done nor answered"),
                ("transferred", "the call was handed over to somebody else"),
                ("callback agreed", "they agreed to go on at another time"),
                ("voicemail", "a mailbox or machine answered"),
                ("no conversation", "one side said nothing that matters"),
            ],
            scale: None,
        },
        setting: None,
    },
    Builtin {
        id: id(0xf2b5_9b3b_1e28_5e4d_8336_d0db_30ca_ac21),
        slug: "instruction_follow",
        name: "Instructions followed",
        description: "Judged by the configured language model, with its reasoning and quotes; an error where none is \
            configured. Formula: true where the agent kept to its instructions. Missing where it is not \
            known what they were in this conversation. Source: the transcript, and the prompt that came with the \
            conversation, else the one that was managed here when it came.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Judge {
            prompt: "Did the agent follow its instructions in this conversation?",
            options: &[],
            scale: None,
        },
        setting: None,
    },
    Builtin {
        id: id(0xf375_8747_ba8c_5a07_919d_f103_70eb_57cc),
        slug: "tool_invocation_correct",
        name: "Tools used correctly",
        description: "Judged by the configured language model, with its reasoning and quotes; an error where none is \
            configured. Formula: true where the tools that the agent used were the right ones for what was \
            asked, none too many and none missing. Not applicable without tool invocations. Source: the \
            transcript and the tool invocations.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Judge {
            prompt: "Were the tools that the agent used the right ones for what the customer asked, with none missing and none needless?",
            options: &[],
            scale: None,
        },
        setting: Some(Setting::ToolDefinitions),
    },
    Builtin {
        id: id(0x2e35_13d3_2896_529a_bc55_8cc5_bf24_cd43),
        slug: "tool_invocation_parameters_correct",
        name: "Tool parameters correct",
        description: "Judged by the configured language model, with its reasoning and quotes; an error where none is \
            configured. Formula: true where the parameters of the tool invocations fit what was said. Not \
            applicable without tool invocations. Source: the transcript and the tool invocations.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Judge {
            prompt: "Do the parameters of all tool invocations fit what was said in the conversation?",
            options: &[],
            scale: None,
        },
        setting: Some(Setting::ToolDefinitions),
    },
    Builtin {
        id: id(0xc5bf_120b_8793_5acd_99e8_7c62_c136_db9c),
        slug: "tool_invocation_order_correct",
        name: "Tool order correct",
        description: "Judged by the configured language model, with its reasoning and quotes; an error where none is \
            configured. Formula: true where the tools were used in an order that makes sense. Not \
            applicable with fewer than two tool invocations. Source: the transcript and the tool \
            invocations.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Judge {
            prompt: "Did the agent use the tools in an order that makes sense for what was asked?",
            options: &[],
            scale: None,
        },
        setting: Some(Setting::ToolDefinitions),
    },
    Builtin {
        id: id(0x6bca_e27d_6879_58f9_8b33_5e2d_76a0_b68a),
        slug: "knowledge_grounding_score",
        name: "Knowledge grounding",
        description: "Judged by the configured language model, with its reasoning and quotes; an error where none is \
            configured. Formula: 0 (nothing the agent states rests on its knowledge) to 10 (all of it \
            does). Missing where there is nothing to rest on: no documents, no tool results and no prompt. \
            Source: the transcript, and the documents, tool results and prompt that the agent had.",
        output: OutputType::Scale,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Judge {
            prompt: "How well do the agent's statements of fact rest on the given knowledge?",
            options: &[],
            scale: Some((0, 10)),
        },
        setting: Some(Setting::KnowledgeBaseDocuments),
    },
    Builtin {
        id: id(0xffd8_287b_f6f2_58b0_aec1_2047_d2aa_0e39),
        slug: "response_time_check",
        name: "Response time check",
        description: "Whether the agent answers in good time. Formula: true where the 95th percentile of \
            response_time is at most 3000 ms. Source: the values of response_time.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Threshold {
            source: "response_time",
            role: None,
            comparison: Comparison::LessThanOrEquals,
            value: "3000",
            aggregation: Aggregation::P95,
        },
        setting: None,
    },
    Builtin {
        id: id(0x690e_92f8_973f_5d72_94ab_ea3b_3474_2925),
        slug: "time_to_first_word_check",
        name: "Time to first word check",
        description: "Whether the agent is heard soon. Formula: true where the agent's time_to_first_word is at most \
            5000 ms. Source: the values of time_to_first_word.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Threshold {
            source: "time_to_first_word",
            role: Some(Role::Agent),
            comparison: Comparison::LessThanOrEquals,
            value: "5000",
            aggregation: Aggregation::Each,
        },
        setting: None,
    },
    Builtin {
        id: id(0xacbb_ffe3_1c5e_546f_984e_3aa7_4464_88ad),
        slug: "overtalk_ratio_check",
        name: "Overtalk ratio check",
        description: "Whether both sides let each other finish. Formula: true where overtalk_ratio is at most 0.1. \
            Source: the values of overtalk_ratio.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Threshold {
            source: "overtalk_ratio",
            role: None,
            comparison: Comparison::LessThanOrEquals,
            value: "0.1",
            aggregation: Aggregation::Each,
        },
        setting: None,
    },
    Builtin {
        id: id(0x7aa0_8cd2_1d0b_5a70_a891_da71_fc06_d612),
        slug: "property_transcript_mismatch_check",
        name: "Properties check",
        description: "Whether no property is contradicted by the transcript. Formula: true where \
            property_transcript_mismatch is 0. Source: the values of property_transcript_mismatch.",
        output: OutputType::Boolean,
        scope: Scope::Global,
        contexts: CALL,
        unit: None,
        calculation: BuiltinCalculation::Threshold {
            source: "property_transcript_mismatch",
            role: None,
            comparison: Comparison::Equals,
            value: "0",
            aggregation: Aggregation::Each,
        },
        setting: None,
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn built_in_metrics_are_told_apart_and_say_how_they_are_made() {
        let slugs: BTreeSet<&str> = BUILTIN.iter().map(|metric| metric.slug).collect();
        let ids: BTreeSet<Uuid> = BUILTIN.iter().map(|metric| metric.id.0).collect();
        assert_eq!((slugs.len(), ids.len()), (BUILTIN.len(), BUILTIN.len()));
        for metric in BUILTIN {
            assert_eq!(metric.id.0.get_version_num(), 5, "{}", metric.slug);
            assert!(metric.slug.len() <= 50 && builtin_by_id(metric.id) == builtin_by_slug(metric.slug));
            for part in ["Formula: ", "Source: "] {
                assert!(
                    metric.description.contains(part) || metric.description.contains("see response_time"),
                    "{}: {part}",
                    metric.slug
                );
            }
            if let BuiltinCalculation::Threshold { source, .. } = metric.calculation {
                assert_eq!(metric.slug, format!("{source}_check"));
                assert!(slugs.contains(source));
            }
        }
        // UUIDv5 as any other implementation makes it.
        assert_eq!(
            builtin_by_slug("response_time").map(|metric| metric.id.to_string()).as_deref(),
            Some("d278e6b2-0773-5a4c-a024-4e0efc81ce6c")
        );
    }
}
