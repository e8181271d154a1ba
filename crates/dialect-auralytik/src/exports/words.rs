//! Words of exports, and what they mean.

use colloquy_domain::export::{CallEvaluationStatus, ExportFormat};
use colloquy_http::Fields;

colloquy_http::words! {
    /// What a file is.
    AuralytikExportFormat = ["csv", "xlsx", "json"];
    /// What the file of a report is.
    AuralytikReportFormat = ["csv", "xlsx"];
    /// How far an export is.
    AuralytikExportStatus = ["queued", "processing", "completed", "failed"];
    /// Whether and how a call was evaluated.
    AuralytikCallEvaluation = ["evaluated", "notEvaluated", "pending", "processing", "failed"];
}

/// What a file can be.
pub const FORMATS: [(&str, ExportFormat); 3] =
    [("csv", ExportFormat::Csv), ("xlsx", ExportFormat::Xlsx), ("json", ExportFormat::Json)];

/// What the file of a report can be.
pub const REPORT_FORMATS: [(&str, ExportFormat); 2] =
    [("csv", ExportFormat::Csv), ("xlsx", ExportFormat::Xlsx)];

/// Whether and how calls can be evaluated.
pub const EVALUATION_STATUSES: [(&str, CallEvaluationStatus); 5] = [
    ("evaluated", CallEvaluationStatus::Evaluated),
    ("notEvaluated", CallEvaluationStatus::NotEvaluated),
    ("pending", CallEvaluationStatus::Pending),
    ("processing", CallEvaluationStatus::Processing),
    ("failed", CallEvaluationStatus::Failed),
];

/// What a member's word stands for, which has to be spelled exactly so.
pub fn one_of<T: Clone>(fields: &mut Fields<'_>, name: &str, words: &[(&str, T)]) -> Option<T> {
    let text = fields.string(name, 0, usize::MAX)?;
    let found = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| meaning.clone());
    if found.is_none() {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        fields.refuse(name, "unknown_value", &format!("must be one of {}", known.join(", ")));
    }
    found
}
