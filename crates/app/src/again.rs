//! Trying a change again that gave way to another one.

use colloquy_store::StoreError;

use crate::AppError;

/// Times that a change is tried which loses to others each time.
const MOST_ATTEMPTS: usize = 5;

/// Runs `attempt` until it does not give way: of two transactions that stood in each other's way, PostgreSQL rolls one
/// back, and it may succeed at once.
pub(crate) async fn again<T, F>(mut attempt: impl FnMut() -> F) -> Result<T, AppError>
where
    F: Future<Output = Result<T, AppError>>,
{
    for _ in 1..MOST_ATTEMPTS {
        match attempt().await {
            Err(error) if gave_way(&error) => {}
            ended => return ended,
        }
    }
    attempt().await
}

fn gave_way(error: &AppError) -> bool {
    let AppError::Internal(source) = error else { return false };
    matches!(source.downcast_ref(), Some(StoreError::GaveWay(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn attempts_of(outcome: impl Fn(usize) -> Result<(), AppError>) -> usize {
        let mut attempts = 0;
        let _ = again(|| {
            attempts += 1;
            std::future::ready(outcome(attempts))
        })
        .await;
        attempts
    }

    #[tokio::test]
    async fn only_what_gave_way_is_tried_again_and_not_for_ever() {
        let gave_way = || Err(StoreError::GaveWay("deadlock".into()).into());
        assert_eq!(attempts_of(|number| if number < 3 { gave_way() } else { Ok(()) }).await, 3);
        assert_eq!(attempts_of(|_| gave_way()).await, MOST_ATTEMPTS);
        assert_eq!(attempts_of(|_| Err(AppError::NotFound("contact"))).await, 1);
        assert_eq!(attempts_of(|_| Err(StoreError::LeaseLost.into())).await, 1);
    }
}
