//! A recording of a call, and who was to be heard when.

use colloquy_domain::ConversationId;

use crate::stage::Stage;

type Failed = Box<dyn std::error::Error>;

/// Samples of 5 ms.
const STEP: usize = 40;
const STEP_MS: u64 = 5;
/// Louder is a sound.
const LOUD: f64 = 200.0;
/// A pause that is longer ends what somebody says.
const PAUSE_STEPS: usize = 140;
/// Silence by which an agent that speaks in tones has stopped.
const STOPPED_STEPS: usize = 20;

/// For each 5 ms, whether the customer and the agent were to be heard.
pub struct Recording {
    customer: Vec<bool>,
    agent: Vec<bool>,
}

impl Recording {
    /// Of a call that is over.
    pub async fn of(stage: &Stage, id: ConversationId) -> Result<Self, Failed> {
        let kept = stage.recordings(id).await;
        let kept = kept.first().ok_or("there is no recording")?;
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("call.wav");
        stage.app.objects.download_to(&kept.object_key, &path).await?;
        let bytes = std::fs::read(&path)?;
        let samples: Vec<i16> =
            bytes[44..].as_chunks::<2>().0.iter().map(|pair| i16::from_le_bytes(*pair)).collect();
        let side = |side: usize| {
            let one: Vec<f64> =
                samples.iter().skip(side).step_by(2).map(|sample| f64::from(*sample)).collect();
            let loud = |step: &[f64; STEP]| {
                (step.iter().map(|sample| sample * sample).sum::<f64>() / STEP as f64).sqrt() > LOUD
            };
            one.as_chunks::<STEP>().0.iter().map(loud).collect()
        };
        Ok(Self { customer: side(0), agent: side(1) })
    }

    /// For each thing that the customer said while the agent spoke: milliseconds from its beginning until the agent was silent.
    pub fn interruptions(&self) -> Vec<u64> {
        let begins = spans(&self.customer).into_iter().map(|(begin, _)| begin);
        let interrupting =
            begins.filter(|begin| self.agent[begin.saturating_sub(10)..*begin].iter().all(|loud| *loud));
        let silent_after = |begin: usize| {
            let silent = |window: &[bool]| window.iter().all(|loud| !loud);
            self.agent[begin..].windows(STOPPED_STEPS).position(silent)
        };
        interrupting.filter_map(silent_after).map(|steps| steps as u64 * STEP_MS).collect()
    }

    /// For each thing that the customer said: milliseconds from its end to the beginning of the answer.
    pub fn answers(&self) -> Vec<u64> {
        let ends = spans(&self.customer).into_iter().map(|(_, end)| end);
        let waited = |end: usize| self.agent.get(end..)?.iter().position(|loud| *loud);
        ends.filter_map(waited).map(|steps| steps as u64 * STEP_MS).collect()
    }
}

/// Beginning and end of each stretch without a long pause.
fn spans(loud: &[bool]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (step, _) in loud.iter().enumerate().filter(|(_, loud)| **loud) {
        match spans.last_mut().filter(|(_, end)| step - *end < PAUSE_STEPS) {
            Some((_, end)) => *end = step + 1,
            None => spans.push((step, step + 1)),
        }
    }
    spans
}
