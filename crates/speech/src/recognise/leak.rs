//! Tells a voice that leaks from the other channel of a call from speech.
//!
//! Echo and cross-talk bring the other side into a channel, tens of decibels weaker. Recognised there it would
//! stand in the transcript twice, once for the wrong person. A moment counts as leak where the other channel
//! is far louder *and* this one is far below the level at which its own person speaks. A person who talks
//! into the other's words at their usual level stays.

use crate::vad::{SILENCE_DBFS, VoiceActivity};

/// The other channel is louder than a leak of it by at least this, in decibels.
const WEAKER_BY_DB: i32 = 15;
/// A leak is weaker than the channel's own person by at least this.
const BELOW_OWN_DB: i32 = 12;
/// Frames before and after that count as the same moment: a leak may be an echo that comes late (128 ms).
const NEAR_FRAMES: usize = 8;
/// Frames of a person alone that are needed to know their level (0.5 s).
const FRAMES_TO_KNOW: usize = 31;
/// Somebody speaks.
const SPEAKS: f32 = 0.5;
/// Nobody speaks.
const IS_SILENT: f32 = 0.2;

/// One channel beside the other.
#[derive(Debug)]
pub struct CrossTalk<'a> {
    own: &'a VoiceActivity,
    other: &'a VoiceActivity,
    /// Level of the channel's own person, where it is ever heard alone.
    usual_dbfs: Option<i32>,
}

impl<'a> CrossTalk<'a> {
    /// Learns how loud the person on `own` is where nobody speaks on `other`.
    pub fn between(own: &'a VoiceActivity, other: &'a VoiceActivity) -> CrossTalk<'a> {
        let mut alone: Vec<i8> = (0..own.frames())
            .filter(|frame| own.speech(*frame) >= SPEAKS && other.speech(*frame) < IS_SILENT)
            .map(|frame| own.level_dbfs(frame))
            .collect();
        alone.sort_unstable();
        let usual_dbfs = (alone.len() >= FRAMES_TO_KNOW).then(|| i32::from(alone[alone.len() / 2]));
        CrossTalk { own, other, usual_dbfs }
    }

    /// Whether what is heard in a frame comes from the other channel.
    pub fn is_leak(&self, frame: usize) -> bool {
        let around = frame.saturating_sub(NEAR_FRAMES)..=frame + NEAR_FRAMES;
        let loudest = |channel: &VoiceActivity| {
            around
                .clone()
                .map(|near| i32::from(channel.level_dbfs(near)))
                .max()
                .unwrap_or(i32::from(SILENCE_DBFS))
        };
        let own = loudest(self.own);
        let is_far_weaker = own + WEAKER_BY_DB <= loudest(self.other);
        is_far_weaker && self.usual_dbfs.is_none_or(|usual| own + BELOW_OWN_DB <= usual)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten seconds each: both silent, own person alone, the other alone with a leak of it, both at once.
    fn channels(leak_dbfs: i8) -> (VoiceActivity, VoiceActivity) {
        let second = 63;
        let frames = |level: i8, speech: u8| vec![(level, speech); 10 * second];
        let own = [frames(-90, 0), frames(-25, 250), frames(leak_dbfs, 200), frames(-25, 250)].concat();
        let other = [frames(-90, 0), frames(-60, 0), frames(-20, 250), frames(-20, 250)].concat();
        (VoiceActivity::of_frames(&own), VoiceActivity::of_frames(&other))
    }

    #[test]
    fn a_leak_is_told_from_somebody_who_talks_into_the_others_words() {
        let (own, other) = channels(-50);
        let cross_talk = CrossTalk::between(&own, &other);
        let share = |from: usize| (from..from + 600).filter(|frame| cross_talk.is_leak(*frame)).count();
        assert_eq!(share(640), 0, "their own speech");
        assert_eq!(share(1270), 600, "the other's, 30 dB down");
        assert_eq!(share(1910), 0, "both at once");
        let (own, other) = channels(-30);
        assert!(!CrossTalk::between(&own, &other).is_leak(1500), "as loud as they ever are: they speak");
    }

    #[test]
    fn a_channel_that_holds_nothing_but_leak_holds_no_speech() {
        let leak = VoiceActivity::of_frames(&[(-50, 250); 500]);
        let voice = VoiceActivity::of_frames(&[(-20, 250); 500]);
        assert!(CrossTalk::between(&leak, &voice).is_leak(100));
        assert!(!CrossTalk::between(&voice, &leak).is_leak(100));
    }
}
