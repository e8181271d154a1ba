//! Finds the speech of every channel before anything is recognised.

use std::io;

use crate::error::SpeechError;
use crate::recognise::leak::CrossTalk;
use crate::recognise::{AudioChannel, SpeechAudio};
use crate::segment::{Piece, SegmentOptions, pieces};
use crate::vad::VoiceActivity;

/// The speech of one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelSpeech {
    /// Position of the channel in [`SpeechAudio::channels`].
    pub channel: usize,
    /// Its file.
    pub audio: AudioChannel,
    /// Where somebody speaks.
    pub pieces: Vec<Piece>,
}

impl ChannelSpeech {
    /// Samples of speech.
    #[must_use]
    pub fn samples(&self) -> u64 {
        self.pieces.iter().map(Piece::samples).sum()
    }
}

/// Listens to all channels on a thread that may block, and cuts each into pieces of speech. What leaks from
/// one of two channels into the other is nobody's speech there.
///
/// # Errors
///
/// Those of reading the files.
pub async fn speech_of_channels(
    audio: &SpeechAudio,
    options: &SegmentOptions,
) -> Result<Vec<ChannelSpeech>, SpeechError> {
    let (audio, options) = (audio.clone(), options.clone());
    let listening = tokio::task::spawn_blocking(move || find(&audio, &options)).await;
    listening.map_err(io::Error::other).and_then(|found| found).map_err(SpeechError::io("find speech"))
}

fn find(audio: &SpeechAudio, options: &SegmentOptions) -> io::Result<Vec<ChannelSpeech>> {
    let activities = audio
        .channels
        .iter()
        .map(|channel| VoiceActivity::of_file(&channel.path))
        .collect::<io::Result<Vec<_>>>()?;
    let speech = activities.iter().zip(&audio.channels).enumerate().map(|(channel, (activity, audio))| {
        let pieces = match activities.as_slice() {
            [left, right] => {
                let other = if channel == 0 { right } else { left };
                let cross_talk = CrossTalk::between(activity, other);
                pieces(activity, options, |frame| !cross_talk.is_leak(frame))
            }
            _ => pieces(activity, options, |_| true),
        };
        ChannelSpeech { channel, audio: audio.clone(), pieces }
    });
    Ok(speech.collect())
}
