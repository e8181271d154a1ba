//! An answer that is written while it is read.

use std::io;

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures::stream::{self, Stream, StreamExt};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use colloquy_app::AppError;
use colloquy_http::Problem;
use colloquy_http::attachment::attachment;

use super::csv;
use crate::params::Params;

/// Rows that are read at once.
pub const PAGE: u64 = 500;

/// Form of a list's file.
#[derive(Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum ListFormat {
    /// A line of names, then one for each row. A text that begins with `=`, `+`, `-`, `@`, a tabulator or a carriage
    /// return gets an apostrophe before it, as spreadsheets take such for formulas.
    Csv,
    /// A JSON object on each line.
    Ndjson,
}

/// What every export takes.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "the fields are read by the description only")]
pub struct FormatQuery {
    /// `csv` for spreadsheets, where texts that begin like a formula get an apostrophe, or `ndjson` for programs.
    #[param(inline)]
    format: ListFormat,
}

impl ListFormat {
    /// Reads `format`.
    pub fn read(params: &mut Params<'_>) -> Self {
        match params.given("format") {
            Some("csv") => Self::Csv,
            Some("ndjson") => Self::Ndjson,
            _ => {
                params.refuse("format", "unknown_value", "must be csv or ndjson");
                Self::Ndjson
            }
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Ndjson => "application/x-ndjson",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }

    /// Rows as they stand in the file.
    fn write<T: Serialize>(self, columns: &[&str], rows: Vec<T>) -> io::Result<Bytes> {
        let written = match self {
            Self::Csv => {
                let values = rows.iter().map(serde_json::to_value).collect::<Result<Vec<Value>, _>>()?;
                csv::rows(columns, &values).map_err(io::Error::other)?
            }
            Self::Ndjson => {
                let mut lines = Vec::new();
                for row in rows {
                    serde_json::to_writer(&mut lines, &row)?;
                    lines.push(b'\n');
                }
                lines
            }
        };
        Ok(written.into())
    }
}

/// Answers with all rows of `pages`, in a file called `name`.
pub async fn answer<T, P>(
    format: ListFormat,
    name: &str,
    columns: &'static [&'static str],
    pages: P,
) -> Result<Response, Problem>
where
    T: Serialize + Send + 'static,
    P: Stream<Item = Result<Vec<T>, AppError>> + Send + 'static,
{
    let mut pages = Box::pin(pages);
    // What fails at once is still answered with a status.
    let first = pages.next().await.transpose()?.unwrap_or_default();
    let head = match format {
        ListFormat::Csv => csv::head(columns).map_err(AppError::internal)?,
        ListFormat::Ndjson => Vec::new(),
    };
    let rest = stream::once(async { Ok(first) }).chain(pages).map(move |page| match page {
        Ok(rows) => format.write(columns, rows),
        // Logs the cause. The client sees that the connection ends too early.
        Err(error) => Err(io::Error::other(Problem::from(error).detail)),
    });
    let body = Body::from_stream(stream::once(async { Ok(Bytes::from(head)) }).chain(rest));
    let headers = [
        (CONTENT_TYPE, axum::http::HeaderValue::from_static(format.content_type())),
        (CONTENT_DISPOSITION, attachment(name, format.ending())),
    ];
    Ok((headers, body).into_response())
}
