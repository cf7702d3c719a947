//! The documents as others see them: measured in the files themselves, the PDF by programs that know nothing of ours.
#![allow(clippy::unwrap_used, missing_docs)]

mod both;
mod docx_file;
mod docx_measured;
mod odd;
mod papers;
mod pdf_file;
mod pdf_measured;
mod sample;
mod xml_tree;

use giaoban_minutes::render;
use giaoban_models::clock::Moment;
use giaoban_models::minutes::MinutesDocument;

use docx_file::Docx;
use pdf_file::Pdf;

/// 2026-11-04T07:40:00Z.
const MADE: Moment = Moment(1_793_778_000_000);

fn docx(document: &MinutesDocument) -> Docx {
    Docx::open(render::docx(&render::minutes(document).unwrap()))
}

fn pdf(document: &MinutesDocument) -> Pdf {
    Pdf::open(&render::pdf(&render::minutes(document).unwrap(), MADE).unwrap())
}
