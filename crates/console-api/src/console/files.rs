//! The files of the console. Where the binary is made for developing they are read from `console/dist` whenever they are
//! asked for.

use std::borrow::Cow;

use rust_embed::RustEmbed;

/// What the console's build made, or the page that stands in for it (see `build.rs`).
#[derive(RustEmbed)]
#[folder = "../../console/dist"]
struct Dist;

/// A file in the form in which it is sent.
pub struct File {
    /// Its bytes.
    pub data: Cow<'static, [u8]>,
    /// SHA-256 of these bytes.
    pub hash: [u8; 32],
    /// How they are compressed, if they are.
    pub encoding: Option<Encoding>,
}

/// How a file can stand compressed beside itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Brotli,
    Gzip,
}

impl Encoding {
    /// The smallest form first.
    pub const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// As headers name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }
}

/// Whether it is the compressed form of another file, which nobody asks for by name.
pub fn is_compressed(name: &str) -> bool {
    Encoding::ALL.iter().any(|encoding| name.ends_with(encoding.ending()))
}

/// The file of that name, in the first of these forms in which it is there.
pub fn find(name: &str, forms: &[Encoding]) -> Option<File> {
    let plain = Dist::get(name)?;
    let compressed = forms.iter().find_map(|form| {
        let found = Dist::get(&format!("{name}{}", form.ending()))?;
        Some((found, *form))
    });
    let (found, encoding) = match compressed {
        Some((found, form)) => (found, Some(form)),
        None => (plain, None),
    };
    Some(File { hash: found.metadata.sha256_hash(), data: found.data, encoding })
}

/// What a file is, by the end of its name.
pub fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("wasm") => "application/wasm",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_of_the_console_is_a_file_of_it() {
        assert!(find("index.html", &Encoding::ALL).is_some());
        for name in
            ["", ".", "..", "../package.json", "../../Cargo.toml", "/etc/passwd", "nothing.js", "index.html/"]
        {
            assert!(find(name, &[]).is_none(), "{name}");
        }
    }
}
