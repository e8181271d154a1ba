//! A customer who speaks while the agent does.

use colloquy_domain::agent_profile::AgentSettings;
use colloquy_domain::dialogue_message::Sender;

use crate::recording::Recording;
use crate::stage::{Stage, soon, speech};

/// Eight seconds of tones.
const LONG: &str = "We are open on every day of the week from nine in the morning until eight in the evening, and \
                    on holidays from ten until four, at all our shops and on the telephone as well";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_agent_stops_when_the_customer_speaks_and_answers_that() {
    let mut stage = Stage::new(AgentSettings::default(), LONG).await;
    stage.mind.says("Of course.");
    let (id, mut customer, _holding) = stage.answered().await;
    customer.listen_for(true, 3).await;
    customer.listen(125).await;
    stage.understanding.hears("wait a moment please");
    customer.plays(speech(2.0));
    let quiet_from = customer.listen_for(false, 10).await - 10;
    // Long before the customer has finished; how long exactly it takes is not for a test.
    assert!(quiet_from < 75, "{quiet_from} frames");
    let answered = customer.listen_for(true, 3).await;
    assert!(answered > 60, "not before the customer has finished: {answered} frames");
    let messages = stage.messages(id).await;
    let greeting = &messages[0];
    assert_eq!((greeting.sender, messages[1].content.as_str()), (Sender::Agent, "wait a moment please"));
    assert!(LONG.starts_with(&greeting.content), "{}", greeting.content);
    let heard = greeting.content.split_whitespace().count();
    assert!((5..25).contains(&heard), "{}", greeting.content);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_short_sound_does_not_stop_the_agent() {
    let mut stage = Stage::new(AgentSettings::default(), LONG).await;
    let (id, mut customer, _holding) = stage.answered().await;
    customer.listen_for(true, 3).await;
    customer.listen(125).await;
    customer.plays(speech(0.15));
    let quiet = customer.listen(75).await;
    assert!(quiet <= 25, "it is held up for half a second at most: {quiet} frames");
    customer.listen_for(false, 25).await;
    let written = async {
        while stage.messages(id).await.is_empty() {
            tokio::task::yield_now().await;
        }
    };
    soon("the greeting", written).await;
    assert_eq!(stage.messages(id).await[0].content, LONG);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn noise_does_not_stop_the_agent() {
    let mut stage = Stage::new(AgentSettings::default(), LONG).await;
    let (_id, mut customer, _holding) = stage.answered().await;
    customer.listen_for(true, 3).await;
    customer.listen(115).await;
    customer.plays(noise(1_000, 3 * 8_000));
    assert_eq!(customer.listen(150).await, 0, "quiet frames");
}

/// What the customer sends comes back on the recording where it arrived, what the agent says where it was sent. So the time
/// between the two is that of the audio, but for what the machine takes; the limit is far above the bar for its sake, and far below
/// the time that the customer speaks. `examples/road` prints what it is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_recording_shows_that_the_agent_stops_at_the_first_word_and_not_at_a_cough() {
    let mut stage = Stage::new(AgentSettings::default(), LONG).await;
    let (id, mut customer, holding) = stage.answered().await;
    customer.listen_for(true, 3).await;
    customer.listen(115).await;
    customer.plays(cough());
    assert_eq!(customer.listen(60).await, 0, "quiet frames");
    stage.understanding.hears("wait a moment please");
    customer.plays(speech(2.0));
    customer.listen(110).await;
    customer.call.hang_up().await;
    soon("the end", holding).await.expect("held");
    let recording = Recording::of(&stage, id).await.expect("a recording");
    // The cough is followed by more than a long pause.
    let silent_after = recording.interruptions();
    assert_eq!(silent_after.len(), 2, "{silent_after:?}");
    assert!(silent_after[0] > 1_000, "the cough stops nothing: {silent_after:?}");
    assert!((40..600).contains(&silent_after[1]), "{silent_after:?}");
}

/// A burst and a hiss.
fn cough() -> Vec<i16> {
    let fading =
        |(index, sample): (usize, &i16)| (f64::from(*sample) * (-(index as f64) / 800.0).exp()) as i16;
    let hiss = noise(3_000, 1_600);
    noise(12_000, 1_600)
        .iter()
        .enumerate()
        .map(fading)
        .zip(hiss)
        .map(|(burst, hiss)| burst / 2 + hiss / 2)
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_agent_that_may_not_be_interrupted_finishes_and_then_answers() {
    let settings = AgentSettings { allow_interruption: Some(false), ..AgentSettings::default() };
    let mut stage = Stage::new(settings, LONG).await;
    let (id, mut customer, _holding) = stage.answered().await;
    customer.listen_for(true, 3).await;
    customer.listen(125).await;
    stage.understanding.hears("wait a moment please");
    customer.plays(speech(1.0));
    assert_eq!(customer.listen(100).await, 0, "quiet frames");
    let asked = async {
        while stage.mind.asked().is_empty() {
            customer.listen(1).await;
        }
    };
    soon("a turn", asked).await;
    assert_eq!(stage.mind.asked(), ["wait a moment please"]);
    let greeting = stage.messages(id).await.into_iter().find(|message| message.sender == Sender::Agent);
    assert_eq!(greeting.map(|message| message.content).as_deref(), Some(LONG));
}

/// White noise between plus and minus `peak`, always the same.
fn noise(peak: i32, samples: usize) -> Vec<i16> {
    let mut state = 12_345_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((state >> 8) as i32 % (2 * peak + 1) - peak) as i16
    };
    (0..samples).map(|_| next()).collect()
}
