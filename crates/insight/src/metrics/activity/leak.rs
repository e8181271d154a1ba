//! Tells what leaks from the other channel of a call from speech, as the recogniser's way does (`speech`), on levels
//! alone.
//!
//! Echo and cross-talk bring the other side into a channel, tens of decibels weaker. A moment counts as leak where
//! the other channel is far louder *and* this one is far below the level at which its own person speaks.

/// The other channel is louder than a leak of it by at least this, in decibels.
const WEAKER_BY_DB: f32 = 15.0;
/// And by this where nobody knows how loud the channel's own person is.
const WEAKER_BY_DB_UNKNOWN: f32 = 20.0;
/// A leak is weaker than the channel's own person by at least this.
const BELOW_OWN_DB: f32 = 12.0;
/// Frames of the other channel around a moment: an echo comes up to 120 ms late.
const NEAR_OTHER: usize = 12;
/// Between two moments at which the channel's own person certainly speaks so many frames may be as soft as a leak.
const SOFT_FRAMES: usize = 30;
/// Frames of a person alone that are needed to know their level (0.5 s).
const FRAMES_TO_KNOW: usize = 50;
/// Channels whose levels differ by a constant, but for so many decibels, carry one signal.
const SAME_WITHIN_DB: f32 = 1.0;
/// In this share of the frames that sound.
const SAME_SHARE: f64 = 0.98;
/// Frames below do not count: coding noise is all there is.
const SOUNDS_DBFS: f32 = -60.0;

/// One channel beside the other.
pub(super) struct Leak {
    is_leak: Vec<bool>,
}

impl Leak {
    /// What of `own` is `other`; the flags say in which frames something is clearly heard on each.
    pub(super) fn into(own: &[f32], other: &[f32], own_is_clear: &[bool], other_is_clear: &[bool]) -> Self {
        let mut alone: Vec<f32> = own
            .iter()
            .zip(own_is_clear)
            .enumerate()
            .filter(|(frame, (_, is_clear))| {
                let around = frame.saturating_sub(NEAR_OTHER)..(frame + 1).min(other_is_clear.len());
                **is_clear && !other_is_clear.get(around).is_some_and(|near| near.contains(&true))
            })
            .map(|(_, (level, _))| *level)
            .collect();
        alone.sort_by(f32::total_cmp);
        let usual = (alone.len() >= FRAMES_TO_KNOW).then(|| alone[alone.len() / 2]);
        let weaker_by = if usual.is_some() { WEAKER_BY_DB } else { WEAKER_BY_DB_UNKNOWN };
        let other_near = loudest_around(other);
        let mut is_leak: Vec<bool> = own
            .iter()
            .enumerate()
            .map(|(frame, own)| {
                let is_far_weaker = other_near.get(frame).is_some_and(|other| own + weaker_by <= *other);
                is_far_weaker && usual.is_none_or(|usual| own + BELOW_OWN_DB <= usual)
            })
            .collect();
        if let Some(usual) = usual {
            keep_soft_moments(&mut is_leak, own, usual);
        }
        Self { is_leak }
    }

    /// Whether what is heard in a frame comes from the other channel.
    pub(super) fn is_leak(&self, frame: usize) -> bool {
        self.is_leak.get(frame).copied().unwrap_or(false)
    }
}

/// Takes what is soft for a moment, between loud words of the channel's own person, for theirs.
fn keep_soft_moments(is_leak: &mut [bool], own: &[f32], usual: f32) {
    let speaks = |frame: usize| own.get(frame).is_some_and(|level| level + BELOW_OWN_DB > usual);
    let mut frame = 0;
    while frame < is_leak.len() {
        if !is_leak[frame] {
            frame += 1;
            continue;
        }
        let end =
            is_leak[frame..].iter().position(|is_leak| !is_leak).map_or(is_leak.len(), |more| frame + more);
        let is_between_words = frame.checked_sub(1).is_some_and(speaks) && speaks(end);
        if is_between_words && end - frame <= SOFT_FRAMES {
            is_leak[frame..end].fill(false);
        }
        frame = end;
    }
}

fn loudest_around(levels: &[f32]) -> Vec<f32> {
    let loudest = (0..levels.len()).map(|frame| {
        let around = frame.saturating_sub(NEAR_OTHER)..(frame + NEAR_OTHER + 1).min(levels.len());
        levels[around].iter().copied().fold(f32::NEG_INFINITY, f32::max)
    });
    loudest.collect()
}

/// Whether both channels carry the same: a mono call that was written twice.
pub(super) fn are_one_signal(one: &[f32], other: &[f32]) -> bool {
    let mut differences: Vec<f32> = one
        .iter()
        .zip(other)
        .filter(|(one, other)| one.max(**other) > SOUNDS_DBFS)
        .map(|(one, other)| one - other)
        .collect();
    if differences.is_empty() {
        return false;
    }
    let middle = differences.len() / 2;
    let median = *differences.select_nth_unstable_by(middle, f32::total_cmp).1;
    let same =
        differences.iter().filter(|difference| (**difference - median).abs() <= SAME_WITHIN_DB).count();
    same as f64 >= differences.len() as f64 * SAME_SHARE
}
