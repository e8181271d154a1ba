//! Comparing telephone numbers, e-mail addresses and domains.

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

/// Whether it is a telephone number in E.164: a plus sign and 2 to 15 digits, the first not zero.
#[must_use]
pub fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (2..=15).contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && !digits.starts_with('0')
    })
}

/// Trimmed and in lower case; none where it has no `@` with something on both sides.
#[must_use]
pub fn normalise_email(email: &str) -> Option<String> {
    let address = email.trim().to_lowercase();
    let (local, domain) = address.rsplit_once('@')?;
    (!local.is_empty() && !domain.is_empty()).then_some(address)
}

/// An address that mail could reach, in lower case; none where it is none. Stricter than [`normalise_email`], which
/// recognises whatever a client once sent: for addresses that somebody writes into the directory.
#[must_use]
pub fn valid_email(text: &str) -> Option<String> {
    let address = normalise_email(text)?;
    let (local, domain) = address.rsplit_once('@')?;
    let is_local_part =
        local.len() <= 64 && local.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'@');
    (is_local_part && normalise_domain(domain).is_some()).then_some(address)
}

/// A domain in lower case; none where it is none: two labels or more of letters, digits and hyphens, others in their
/// ASCII form (`xn--…`).
#[must_use]
pub fn normalise_domain(text: &str) -> Option<String> {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_domain = text.len() <= 253 && text.contains('.') && text.split('.').all(is_label);
    is_domain.then(|| text.to_ascii_lowercase())
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

/// The organisation's domain of an address; none for freemail, and none where what follows the `@` is no domain.
#[must_use]
pub fn organisation_domain(email: &str) -> Option<String> {
    let (_, domain) = email.rsplit_once('@')?;
    normalise_domain(domain).filter(|domain| !FREEMAIL_DOMAINS.contains(&domain.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_domains_have_one_form() {
        let long_label = "a".repeat(64);
        let rows = [
            ("Jonas@Customer.Example", Some("jonas@customer.example")),
            (" jonas+x@customer.example ", Some("jonas+x@customer.example")),
            ("jonas@customer", None),          // one label
            ("jonas@-customer.example", None), // a hyphen at the start
            ("jonas@customer..example", None), // an empty label
            ("jonas@customer.example.", None), // an empty label at the end
            ("jo nas@customer.example", None), // a space
            ("jonas@home@customer.example", None),
            ("@customer.example", None),
            ("jonas", None),
            ("", None),
        ];
        for (given, expected) in rows {
            assert_eq!(valid_email(given).as_deref(), expected, "{given}");
        }
        assert_eq!(valid_email(&format!("{long_label}b@customer.example")), None);
        assert_eq!(normalise_domain("Customer.EXAMPLE").as_deref(), Some("customer.example"));
        for nothing in ["", "customer", ".example", "customer.example ", "ü.example", "a/b.example"] {
            assert_eq!(normalise_domain(nothing), None, "{nothing}");
        }
        assert_eq!(normalise_domain(&format!("{long_label}.example")), None);
    }

    #[test]
    fn freemail_says_nothing_about_an_organisation() {
        assert_eq!(organisation_domain("jonas@customer.example").as_deref(), Some("customer.example"));
        for nothing in ["jonas@gmail.com", "y@localhost", "x@weird domain>", "jonas"] {
            assert_eq!(organisation_domain(nothing), None, "{nothing}");
        }
    }
}
