//! The body of a fetched answer: a stream that ends in time and in size.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures::{Stream, StreamExt, stream::BoxStream};
use tokio::time::{Instant, Sleep};

use crate::{failure::Failure, fetch::FetchError, fetch::FetchLimits};

/// The bytes of an answer as they come. Yields an error, and after it nothing, when the host sends more than
/// the limit, takes longer than the limit, or breaks off.
pub struct FetchBody {
    chunks: BoxStream<'static, reqwest::Result<Bytes>>,
    deadline: Pin<Box<Sleep>>,
    limits: FetchLimits,
    received_bytes: u64,
    ended: bool,
}

impl FetchBody {
    pub(crate) fn new(response: reqwest::Response, limits: FetchLimits, deadline: Instant) -> Self {
        Self {
            chunks: response.bytes_stream().boxed(),
            deadline: Box::pin(tokio::time::sleep_until(deadline)),
            limits,
            received_bytes: 0,
            ended: false,
        }
    }

    fn next_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, FetchError>>> {
        // The clock is asked first: a host that always has another byte ready must not outrun it.
        if self.deadline.as_mut().poll(context).is_ready() {
            return Poll::Ready(Some(Err(FetchError::TimedOut { limit: self.limits.total_timeout })));
        }
        self.chunks.poll_next_unpin(context).map(|chunk| {
            chunk.map(|chunk| {
                let chunk = chunk.map_err(|error| FetchError::from_failure(Failure::from(&error), 0))?;
                self.received_bytes += chunk.len() as u64;
                if self.received_bytes > self.limits.max_bytes {
                    return Err(FetchError::TooLarge { max_bytes: self.limits.max_bytes });
                }
                Ok(chunk)
            })
        })
    }
}

impl Stream for FetchBody {
    type Item = Result<Bytes, FetchError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.ended {
            return Poll::Ready(None);
        }
        let polled = this.next_chunk(context);
        if matches!(polled, Poll::Ready(None | Some(Err(_)))) {
            this.ended = true;
        }
        polled
    }
}

impl std::fmt::Debug for FetchBody {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("FetchBody")
            .field("received_bytes", &self.received_bytes)
            .finish_non_exhaustive()
    }
}
