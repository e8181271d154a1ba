//! Which links into other systems are taken.

use crate::FieldProblem;

/// Schemes that run code or read local files when somebody clicks them.
const REFUSED_SCHEMES: [&str; 5] = ["javascript", "data", "vbscript", "blob", "file"];

/// Checks a link; it is stored exactly as given. White space and control characters before and inside the
/// scheme are looked through, as browsers do.
pub fn check(external_url: &str) -> Result<(), FieldProblem> {
    let problem = |code, message: &str| Err(FieldProblem::new("external_url", code, message));
    let Some((before_colon, _)) = external_url.split_once(':') else {
        return problem("missing_scheme", "external_url must be an absolute URL with a scheme");
    };
    let scheme: String = before_colon
        .chars()
        .filter(|character| !character.is_whitespace() && !character.is_control())
        .flat_map(char::to_lowercase)
        .collect();
    if REFUSED_SCHEMES.contains(&scheme.as_str()) {
        return problem("blocked_scheme", &format!("external_url must not use the scheme {scheme}:"));
    }
    let mut characters = scheme.chars();
    let is_scheme = characters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && characters.all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character));
    if !is_scheme {
        return problem("missing_scheme", "external_url must be an absolute URL with a scheme");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_judged_by_their_scheme() {
        let accepted =
            ["https://Host.example", "http://h", "wavv://call/123", "tel:+14155550100", "x-app.v2+a:b"];
        for url in accepted {
            assert_eq!(check(url), Ok(()), "{url}");
        }
        let refused = [
            ("JaVaScRiPt:alert(1)", "blocked_scheme"),
            (" javascript:x", "blocked_scheme"),
            ("java\nscript:x", "blocked_scheme"),
            ("\u{1}javascript:x", "blocked_scheme"),
            ("data:text/html,x", "blocked_scheme"),
            ("vbscript:x", "blocked_scheme"),
            ("blob:https://h/1", "blocked_scheme"),
            ("FILE:///etc/passwd", "blocked_scheme"),
            ("no-scheme", "missing_scheme"),
            ("/path:with-colon", "missing_scheme"),
            (":x", "missing_scheme"),
            ("", "missing_scheme"),
        ];
        for (url, code) in refused {
            assert_eq!(check(url).map_err(|problem| problem.code), Err(code), "{url:?}");
        }
    }
}
