//! How much of the server a workspace uses, by month.

use time::{Date, Month};

use crate::{CredentialId, Instant, WorkspaceId};

/// A month in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BillingPeriod {
    year: i32,
    month: Month,
}

impl BillingPeriod {
    /// The month of an instant.
    #[must_use]
    pub fn of(instant: Instant) -> Self {
        let date = instant.to_offset(time::UtcOffset::UTC).date();
        Self { year: date.year(), month: date.month() }
    }

    /// Reads `2026-03`, of the years 1900 to 9998.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let is_digits =
            |text: &str, count| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(year, 4) || !is_digits(month, 2) {
            return None;
        }
        let year = year.parse().ok().filter(|year| (1900..=9998).contains(year))?;
        let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
        Some(Self { year, month })
    }

    /// `2026-03`.
    #[must_use]
    pub fn text(self) -> String {
        format!("{:04}-{:02}", self.year, u8::from(self.month))
    }

    /// Its first instant, and the first one after it.
    #[must_use]
    pub fn range(self) -> (Instant, Instant) {
        let start = |year, month| {
            Date::from_calendar_date(year, month, 1).unwrap_or(Date::MAX).midnight().assume_utc()
        };
        let next_year = if self.month == Month::December { self.year + 1 } else { self.year };
        (start(self.year, self.month), start(next_year, self.month.next()))
    }
}

/// A request that a key made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiCall {
    /// Where.
    pub workspace_id: WorkspaceId,
    /// The key.
    pub credential_id: CredentialId,
    /// When it was answered.
    pub at: Instant,
    /// Method.
    pub method: String,
    /// Path without query.
    pub path: String,
    /// Status of the answer.
    pub status: u16,
}

/// What a key used in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyUsage {
    /// The key.
    pub credential_id: CredentialId,
    /// Its name.
    pub name: String,
    /// Requests.
    pub calls: u64,
    /// The latest of them.
    pub last_used_at: Option<Instant>,
}

/// What a workspace used in a month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Requests.
    pub calls: u64,
    /// Webhook deliveries that were made.
    pub webhooks: u64,
    /// Bytes of recordings that are kept, now.
    pub stored_bytes: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn a_period_is_a_month_in_utc() {
        let period = BillingPeriod::parse("2026-12").unwrap();
        assert_eq!(period, BillingPeriod::of(datetime!(2027-01-01 00:30 +1)));
        assert_eq!(period.text(), "2026-12");
        assert_eq!(period.range(), (datetime!(2026-12-01 0:00 UTC), datetime!(2027-01-01 0:00 UTC)));
        for wrong in ["", "2026", "2026-13", "2026-1", "26-01", "2026-00", "2026-01-01", "+026-01"] {
            assert_eq!(BillingPeriod::parse(wrong), None, "{wrong}");
        }
    }
}
