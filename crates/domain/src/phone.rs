//! Comparing telephone numbers and e-mail addresses.

/// Digits, with a leading `+` where there is one; none where no digit is left.
#[must_use]
pub fn normalise(phone: &str) -> Option<String> {
    let trimmed = phone.trim();
    let digits: String = trimmed.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return None;
    }
    Some(if trimmed.starts_with('+') { format!("+{digits}") } else { digits })
}

/// Trimmed and in lower case; none where it has no `@` with something on both sides.
#[must_use]
pub fn normalise_email(email: &str) -> Option<String> {
    let address = email.trim().to_lowercase();
    let (local, domain) = address.rsplit_once('@')?;
    (!local.is_empty() && !domain.is_empty()).then_some(address)
}

/// Domains at which people have addresses of their own: they say nothing about an organisation.
const FREEMAIL_DOMAINS: [&str; 20] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "yahoo.com",
    "ymail.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "web.de",
    "proton.me",
    "protonmail.com",
    "mail.com",
    "zoho.com",
];

/// The organisation's domain of a normalised address; none for freemail.
#[must_use]
pub fn organisation_domain(email: &str) -> Option<&str> {
    let (_, domain) = email.rsplit_once('@')?;
    (!FREEMAIL_DOMAINS.contains(&domain)).then_some(domain)
}
