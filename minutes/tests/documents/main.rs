//! The documents as others see them: measured in the files themselves, by programs that know nothing of ours.
#![allow(clippy::unwrap_used, missing_docs)]

mod sample;

use giaoban_minutes::render;
use giaoban_models::clock::Moment;

#[test]
fn files() {
    let at = Moment(1_762_242_000_000);
    for (name, document) in [("issued", sample::issued()), ("draft", sample::draft())] {
        let layout = render::minutes(&document).unwrap();
        let t = std::time::Instant::now();
        let docx = render::docx(&layout);
        println!("docx {:?} {}", t.elapsed(), docx.len());
        let t = std::time::Instant::now();
        let pdf = render::pdf(&layout, at).unwrap();
        println!("pdf {:?} {}", t.elapsed(), pdf.len());
        std::fs::write(format!("/tmp/look/{name}.docx"), docx).unwrap();
        std::fs::write(format!("/tmp/look/{name}.pdf"), pdf).unwrap();
    }
}
