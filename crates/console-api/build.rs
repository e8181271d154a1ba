//! Sees to it that there is a console to embed: the one that `npm run build` made in `console/dist`, else a page that says
//! how to make one. So everything but the console builds without npm.

use std::path::Path;
use std::{fs, io};

/// What stands in for the console.
const PLACEHOLDER: &str = r#"<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Colloquy</title>
  </head>
  <body>
    <main>
      <h1>Colloquy</h1>
      <p>This build has no console: it was made without <code>npm run build</code> in <code>console/</code>.</p>
      <p>Everything can be done through the API: see <a href="/docs">its reference</a>.</p>
    </main>
  </body>
</html>
"#;

fn main() -> io::Result<()> {
    let dist = Path::new("../../console/dist");
    let index = dist.join("index.html");
    if !index.exists() {
        fs::create_dir_all(dist)?;
        fs::write(&index, PLACEHOLDER)?;
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", dist.display());
    Ok(())
}
