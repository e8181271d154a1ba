//! The zone in which "tomorrow" is meant.

use time::{OffsetDateTime, UtcOffset};

/// Why an instant has no local time.
#[derive(Debug, thiserror::Error)]
pub enum ZoneError {
    /// No such zone in the IANA database that is compiled in.
    #[error("unknown time zone {0:?}")]
    Unknown(String),
    /// Before or after all that the calendar knows.
    #[error("instant {0} is outside the calendar")]
    OutOfRange(OffsetDateTime),
}

/// The instant with the offset that holds at that moment in an IANA zone ("Europe/Berlin"). The database is
/// compiled in: the answer does not depend on the machine.
pub fn in_zone(instant: OffsetDateTime, zone: &str) -> Result<OffsetDateTime, ZoneError> {
    let zone = jiff::tz::TimeZone::get(zone).map_err(|_| ZoneError::Unknown(zone.to_owned()))?;
    let timestamp =
        jiff::Timestamp::from_second(instant.unix_timestamp()).map_err(|_| ZoneError::OutOfRange(instant))?;
    let offset = UtcOffset::from_whole_seconds(zone.to_offset(timestamp).seconds())
        .map_err(|_| ZoneError::OutOfRange(instant))?;
    instant.checked_to_offset(offset).ok_or(ZoneError::OutOfRange(instant))
}
