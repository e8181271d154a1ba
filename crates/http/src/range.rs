//! The `Range` header, one range of bytes (RFC 9110, section 14).

use std::ops::Range;

/// What a `Range` header asks of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    /// All of it: no header, or one that is to be ignored (another unit, several ranges, malformed).
    Whole,
    /// These bytes.
    Part(Range<u64>),
    /// Bytes beyond the end.
    Unsatisfiable,
}

/// Reads the header for a file of `size_bytes`.
#[must_use]
pub fn parse(header: Option<&str>, size_bytes: u64) -> Asked {
    let Some(spec) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else {
        return Asked::Whole;
    };
    let Some((first, last)) = spec.trim().split_once('-') else { return Asked::Whole };
    match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) if last < first => Asked::Whole,
        (Ok(first), _) if first >= size_bytes && (last.is_empty() || last.parse::<u64>().is_ok()) => {
            Asked::Unsatisfiable
        }
        (Ok(first), Ok(last)) => Asked::Part(first..last.saturating_add(1).min(size_bytes)),
        (Ok(first), Err(_)) if last.is_empty() => Asked::Part(first..size_bytes),
        (Err(_), Ok(0)) if first.is_empty() => Asked::Unsatisfiable,
        (Err(_), Ok(_)) if first.is_empty() && size_bytes == 0 => Asked::Unsatisfiable,
        (Err(_), Ok(suffix)) if first.is_empty() => {
            Asked::Part(size_bytes.saturating_sub(suffix)..size_bytes)
        }
        _ => Asked::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        let rows = [
            (None, Asked::Whole),
            (Some("bytes=0-3"), Asked::Part(0..4)),
            (Some("bytes=5-"), Asked::Part(5..10)),
            (Some("bytes=-3"), Asked::Part(7..10)),
            (Some("bytes=-30"), Asked::Part(0..10)),
            (Some("bytes=8-99"), Asked::Part(8..10)),
            (Some("bytes=10-"), Asked::Unsatisfiable),
            (Some("bytes=-0"), Asked::Unsatisfiable),
            (Some("bytes=4-2"), Asked::Whole),
            (Some("bytes=0-1,3-4"), Asked::Whole),
            (Some("items=0-1"), Asked::Whole),
            (Some("bytes=x-y"), Asked::Whole),
        ];
        for (header, expected) in rows {
            assert_eq!(parse(header, 10), expected, "{header:?}");
        }
        assert_eq!(parse(Some("bytes=-3"), 0), Asked::Unsatisfiable);
    }
}
