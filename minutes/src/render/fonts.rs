//! The four faces every document is measured with and every PDF carries: Liberation Serif, of the same widths as Times New Roman.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::layout::{Abs, Em};
use typst::text::{Font, FontInstance, FontVariant, FontVariations};

/// Name of the family inside the PDF.
pub(super) const FAMILY: &str = "Liberation Serif";

static FACES: LazyLock<[Font; 4]> = LazyLock::new(|| {
    [
        face(include_bytes!("../../fonts/LiberationSerif-Regular.ttf")),
        face(include_bytes!("../../fonts/LiberationSerif-Bold.ttf")),
        face(include_bytes!("../../fonts/LiberationSerif-Italic.ttf")),
        face(include_bytes!("../../fonts/LiberationSerif-BoldItalic.ttf")),
    ]
});

static MEASURED: LazyLock<[FontInstance; 4]> = LazyLock::new(|| {
    let none = FontVariations::default();
    FACES.clone().map(|face| face.instantiate(FontVariant::default(), Abs::pt(14.0), &none))
});

fn face(file: &'static [u8]) -> Font {
    Font::new(Bytes::new(file), 0).expect("the faces in the binary are whole")
}

/// All faces.
pub(super) fn all() -> &'static [Font] {
    FACES.as_slice()
}

/// How far `letter` moves the pen in the face of that weight and slope, in sizes; none when the face has no such letter.
pub(super) fn advance(bold: bool, italic: bool, letter: char) -> Option<f64> {
    let face = &MEASURED[usize::from(bold) + 2 * usize::from(italic)];
    face.ttf().glyph_index(letter).and_then(|glyph| face.x_advance(glyph.0)).map(Em::get)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vietnamese_letter_is_in_every_face() {
        let vowels = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ";
        let capitals = vowels.to_uppercase();
        for letter in vowels.chars().chain(capitals.chars()).chain("…–“”•½²³≥".chars()) {
            for (bold, italic) in [(false, false), (true, false), (false, true), (true, true)] {
                assert!(advance(bold, italic, letter).is_some(), "{letter} is missing: bold {bold}, italic {italic}");
            }
        }
    }

    #[test]
    fn faces_stand_in_the_order_they_are_looked_up_in() {
        let names: Vec<_> = all().iter().filter_map(Font::post_script_name).collect();
        assert_eq!(
            names,
            ["LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-Italic", "LiberationSerif-BoldItalic"]
        );
    }
}
