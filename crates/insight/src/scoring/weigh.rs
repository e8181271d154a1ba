//! Weighs what the model says against what the rules found.
//!
//! As with signals, the logarithms of the odds are added. The rules come with their own confidence. The model, for which
//! one of 1.5 billion parameters has to do, counts half, and a yes of it less than a no: all errors that it made on
//! labelled calls were a yes. So it can settle what the rules leave open, and can make them unsure, and cannot turn
//! a clear ruling round.

/// How much the model counts beside the rules.
const WEIGHT_OF_MODEL: f64 = 0.5;
/// What is taken from the logarithm of its odds for yes.
const LEANING_TO_YES: f64 = 1.5;
/// Its probabilities are not believed beyond these bounds.
const MODEL_BOUNDS: (f64, f64) = (0.02, 0.98);

/// The probability of yes after rules and model were heard, from what each says alone.
pub(super) fn combined(by_rules: f64, by_model: f64) -> f64 {
    let rules = log_odds(by_rules.clamp(0.01, 0.99));
    let model = log_odds(by_model.clamp(MODEL_BOUNDS.0, MODEL_BOUNDS.1)) - LEANING_TO_YES;
    1.0 / (1.0 + (-(rules + WEIGHT_OF_MODEL * model)).exp())
}

fn log_odds(probability: f64) -> f64 {
    (probability / (1.0 - probability)).ln()
}

#[cfg(test)]
mod tests {
    use super::combined;
    use crate::scoring::SURE;

    #[test]
    fn the_model_settles_what_is_open_and_turns_no_clear_ruling_round() {
        // Open, and the model is clear.
        assert!(combined(0.6, 0.98) > SURE && combined(0.4, 0.1) < 1.0 - SURE);
        // A yes that comes easily settles nothing.
        assert!(combined(0.6, 0.75) < SURE);
        // Clear rulings hold.
        assert!(combined(0.05, 0.99) < 1.0 - SURE && combined(0.95, 0.05) > 0.5);
        // Fair ones become unsure, and not the opposite.
        assert!((1.0 - SURE..SURE).contains(&combined(0.8, 0.1)));
    }
}
