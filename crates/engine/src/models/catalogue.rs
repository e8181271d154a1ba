//! The list of models, compiled in from `catalogue.toml`, whose head explains the fields.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::ModelError;
use super::marker::{self, ModelStatus};
use super::unpack::hex;

static BUILT_IN: LazyLock<Catalogue> = LazyLock::new(|| {
    toml::from_str(include_str!("catalogue.toml")).expect("the catalogue is compiled in and read by a test")
});

/// All models that are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// In the order in which they are fetched and listed.
    #[serde(rename = "model")]
    pub models: Vec<Model>,
}

/// One model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Name, also of its folder under `models_dir`.
    pub name: String,
    /// What it is for, in words for the operator.
    pub purpose: String,
    /// SPDX expression.
    pub licence: String,
    /// Whose it is; written beside the files.
    pub notice: String,
    /// The file that an engine is given; the folder where there is none.
    pub main_file: Option<String>,
    /// Whether it is fetched when no names are given.
    pub by_default: bool,
    /// Name of a licence text that is written as `LICENSE` where no package brings one.
    pub licence_text: Option<String>,
    /// Where it can be had, tried in this order.
    #[serde(rename = "source")]
    pub sources: Vec<Source>,
    /// What is made of the members that were taken for it.
    pub convert: Option<Conversion>,
    /// What must be there in the end.
    #[serde(rename = "file", default)]
    pub files: Vec<ModelFile>,
}

/// Packages that together carry a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// In the order in which members are put together.
    #[serde(rename = "package")]
    pub packages: Vec<Package>,
}

/// One wheel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// Name in the package index.
    pub name: String,
    /// Exact version.
    pub version: String,
    /// SHA-256 of the wheel, in hex.
    pub sha256: String,
    /// Size of the wheel.
    pub bytes: u64,
    /// Platform tag where the wheel is not pure; it ends in the processor's name.
    pub platform: Option<String>,
    /// What is taken out of it.
    pub take: Vec<Take>,
}

/// A member of an archive and where it goes: exactly one of `to` and `stage`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Take {
    /// Path in the archive; `outer.zip!inner` for one inside another.
    pub member: String,
    /// File in the model's folder.
    pub to: Option<String>,
    /// File that is only input of the conversion.
    pub stage: Option<String>,
}

/// A command of an engine that makes final files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conversion {
    /// The engine ("whisper").
    pub engine: String,
    /// Raised when its output changes, so that it is made anew.
    pub revision: u32,
    /// Its arguments; `{stage}` and `{made}` stand for folders.
    pub args: Vec<String>,
}

/// A file that must be there in the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelFile {
    /// Name in the model's folder.
    pub name: String,
    /// SHA-256 in hex, where the packages decide it.
    pub sha256: Option<String>,
    /// Size, where the packages decide it.
    pub bytes: Option<u64>,
}

impl Catalogue {
    /// The catalogue of this version.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// The models of these names, in the catalogue's order; those fetched by default when there are none.
    ///
    /// # Errors
    /// [`ModelError::Unknown`] for the first name that is not in the catalogue.
    pub fn select(&self, names: &[String]) -> Result<Vec<&Model>, ModelError> {
        if let Some(unknown) = names.iter().find(|name| self.model(name).is_none()) {
            let known = self.models.iter().map(|model| model.name.clone()).collect();
            return Err(ModelError::Unknown { name: unknown.clone(), known });
        }
        let wanted =
            |model: &&Model| if names.is_empty() { model.by_default } else { names.contains(&model.name) };
        Ok(self.models.iter().filter(wanted).collect())
    }

    /// The model of this name.
    pub fn model(&self, name: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.name == name)
    }

    /// Which models are under `models_dir`. Looks at names and sizes only.
    pub fn status(&self, models_dir: &Path) -> Vec<ModelStatus> {
        self.models.iter().map(|model| marker::status(model, models_dir)).collect()
    }

    /// What an engine is to be given for this model: its main file or folder, if it is there and whole.
    pub fn path(&self, models_dir: &Path, name: &str) -> Option<PathBuf> {
        let status = marker::status(self.model(name)?, models_dir);
        status.present.then_some(status.path)
    }
}

impl Model {
    /// Its folder under `models_dir`.
    pub fn folder(&self, models_dir: &Path) -> PathBuf {
        models_dir.join(&self.name)
    }

    /// What an engine is given.
    pub fn main_path(&self, models_dir: &Path) -> PathBuf {
        match &self.main_file {
            Some(file) => self.folder(models_dir).join(file),
            None => self.folder(models_dir),
        }
    }

    /// Changes whenever the model is to be made anew: with its packages, conversion or files, but not with
    /// the words about it.
    pub(super) fn fingerprint(&self) -> String {
        let recipe = serde_json::json!([self.sources, self.convert, self.files]);
        hex(&Sha256::digest(recipe.to_string().as_bytes()))
    }
}

/// The full text of a licence that packages do not bring along.
pub(super) fn licence_text(name: &str) -> Option<&'static str> {
    match name {
        "Apache-2.0" => Some(include_str!("licences/Apache-2.0.txt")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_complete_and_pinned() {
        let is_hash = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let catalogue = Catalogue::built_in();
        for model in &catalogue.models {
            let name = &model.name;
            assert!(!model.notice.trim().is_empty() && !model.sources.is_empty(), "{name}");
            let text = model.licence_text.as_deref();
            assert!(text.is_none_or(|text| licence_text(text).is_some()), "{name}: licence text");
            assert!(
                model.main_file.iter().all(|main| model.files.iter().any(|file| file.name == *main)),
                "{name}: the main file is checked"
            );
            for package in model.sources.iter().flat_map(|source| &source.packages) {
                assert!(is_hash(&package.sha256) && package.bytes > 0, "{name}: {}", package.name);
                for take in &package.take {
                    assert!(take.to.is_some() != take.stage.is_some(), "{name}: {}", take.member);
                    assert!(take.stage.is_none() || model.convert.is_some(), "{name}: {}", take.member);
                }
            }
            assert!(model.files.iter().filter_map(|file| file.sha256.as_deref()).all(is_hash), "{name}");
            let has_licence = model.sources.iter().all(|source| {
                source
                    .packages
                    .iter()
                    .flat_map(|package| &package.take)
                    .any(|take| take.to.as_deref() == Some("LICENSE"))
            });
            // The attribution licence asks for its address, which the notice has.
            let by_address =
                model.licence == "CC-BY-4.0" && model.notice.contains("creativecommons.org/licenses/by/4.0");
            assert!(has_licence || text.is_some() || by_address, "{name}: no licence text");
        }
        let unknown = catalogue.select(&["whisper-huge".to_owned()]).expect_err("unknown");
        assert!(unknown.to_string().contains("whisper-base"), "{unknown}");
        assert!(catalogue.select(&[]).expect("defaults").iter().all(|model| model.by_default));
    }
}
