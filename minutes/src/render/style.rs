//! How each kind of text stands on the page (Decree 30/2020, Annex I, parts II and V): one table for both documents.

/// Page width and height of A4, millimetres.
pub const PAGE_MM: (f64, f64) = (210.0, 297.0);
/// Margins top, bottom, left, right, millimetres (Annex I, part I, section I: 20-25, 20-25, 30-35, 15-20).
pub const MARGINS_MM: (f64, f64, f64, f64) = (20.0, 20.0, 30.0, 15.0);
/// Width left for the text, millimetres.
pub const TEXT_MM: f64 = PAGE_MM.0 - MARGINS_MM.2 - MARGINS_MM.3;
/// Distance of the page number from the upper edge of the paper, millimetres: it stands in the top margin.
pub const PAGE_NUMBER_MM: f64 = 10.0;
/// Size of the page number, points (13-14).
pub const PAGE_NUMBER_PT: f64 = 13.0;
/// Thickness of every drawn line, points.
pub const LINE_PT: f64 = 0.75;
/// Millimetres of a point.
pub const MM_PER_PT: f64 = 25.4 / 72.0;

/// Where lines of a paragraph stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Flush left.
    Left,
    /// Centred.
    Centre,
    /// Flush on both sides.
    Justified,
}

/// Measures of a kind of text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Format {
    /// Size, points.
    pub size_pt: f64,
    /// All of it bold.
    pub bold: bool,
    /// All of it italic.
    pub italic: bool,
    /// Alignment.
    pub align: Align,
    /// Indent of the first line, millimetres.
    pub first_indent_mm: f64,
    /// Space above, points.
    pub before_pt: f64,
    /// From line to line, points; at least 1.15 of the size, which is the natural pitch of the typeface.
    pub line_pt: f64,
    /// Stays on the page of what follows.
    pub keep_next: bool,
    /// Level in the list of contents that readers show beside the text.
    pub level: Option<u8>,
}

macro_rules! styles {
    ($($(#[$doc:meta])* $name:ident $vi:literal $size:literal $look:ident $align:ident $indent:literal $before:literal $line:literal $keep:literal $level:expr;)+) => {
        /// A kind of text (thể thức từng thành phần).
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Style { $($(#[$doc])* $name,)+ }

        impl Style {
            /// Every style.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Stable name inside the DOCX.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)+ }
            }

            /// The name a person sees in a word processor.
            #[must_use]
            pub fn vietnamese(self) -> &'static str {
                match self { $(Self::$name => $vi,)+ }
            }

            /// Its measures.
            #[must_use]
            pub fn format(self) -> Format {
                match self { $(Self::$name => {
                    let (bold, italic) = look::$look;
                    Format {
                        size_pt: $size, bold, italic, align: Align::$align, first_indent_mm: $indent,
                        before_pt: $before, line_pt: $line, keep_next: $keep, level: $level,
                    }
                })+ }
            }
        }
    };
}

/// Bold, italic.
#[allow(non_upper_case_globals)]
mod look {
    pub const upright: (bool, bool) = (false, false);
    pub const bold: (bool, bool) = (true, false);
    pub const italic: (bool, bool) = (false, true);
    pub const bold_italic: (bool, bool) = (true, true);
}

// Size, look, alignment, first line (mm), space above (pt), pitch (pt), kept with the next, level.
styles! {
    /// Quốc hiệu (box 1).
    Nation "Quốc hiệu" 13.0 bold Centre 0.0 0.0 15.0 false None;
    /// Tiêu ngữ (box 1).
    Motto "Tiêu ngữ" 14.0 bold Centre 0.0 0.0 16.5 false None;
    /// Tên cơ quan chủ quản (box 2).
    Superior "Tên cơ quan chủ quản" 13.0 upright Centre 0.0 0.0 15.0 false None;
    /// Tên cơ quan ban hành (box 2).
    Agency "Tên cơ quan ban hành" 13.0 bold Centre 0.0 0.0 15.0 false None;
    /// Số, ký hiệu (box 3).
    Number "Số, ký hiệu" 13.0 upright Centre 0.0 6.0 15.0 false None;
    /// Địa danh và thời gian ban hành (box 4), on the line of the number.
    PlaceDate "Địa danh, ngày tháng năm" 13.0 italic Centre 0.0 6.0 15.0 false None;
    /// The framed mark of what is not issued.
    DraftMark "Dự thảo" 13.0 bold Centre 0.0 8.0 15.0 false None;
    /// Tên loại văn bản (box 5a).
    DocumentType "Tên loại văn bản" 14.0 bold Centre 0.0 18.0 16.5 true None;
    /// Trích yếu (box 5a).
    Subject "Trích yếu" 14.0 bold Centre 0.0 0.0 17.0 true None;
    /// Heading of a part: "I. KHAI MẠC".
    Part "Tiêu đề phần" 14.0 bold Left 10.0 10.0 18.0 true Some(1);
    /// Heading of an item: "1. Thu ngân sách" (a khoản with a title is bold).
    Item "Tiêu đề mục" 14.0 bold Justified 10.0 6.0 18.0 true Some(2);
    /// Nội dung (box 6).
    Body "Nội dung" 14.0 upright Justified 10.0 6.0 18.0 false None;
    /// A line of a list: "- Tại điểm cầu chính: ...".
    Dash "Gạch đầu dòng" 14.0 upright Justified 10.0 6.0 18.0 false None;
    /// Quyền hạn, chức vụ của người ký (box 7a).
    SignerPost "Chức vụ người ký" 14.0 bold Centre 0.0 0.0 17.0 true None;
    /// Họ và tên người ký (box 7b); the space above takes the signature (7c) and the seal (8).
    SignerName "Họ tên người ký" 14.0 bold Centre 0.0 76.0 17.0 false None;
    /// "Nơi nhận:" (box 9b).
    RecipientsHead "Nơi nhận" 12.0 bold_italic Left 0.0 0.0 14.5 false None;
    /// A line of the recipients (box 9b).
    Recipient "Danh sách nơi nhận" 11.0 upright Left 0.0 0.0 13.0 false None;
    /// "PHỤ LỤC".
    AnnexMark "Phụ lục" 14.0 bold Centre 0.0 0.0 17.0 true Some(1);
    /// Title of the annex.
    AnnexTitle "Tên phụ lục" 14.0 bold Centre 0.0 0.0 17.0 true None;
    /// What the annex belongs to.
    AnnexNote "Chỉ dẫn kèm theo" 14.0 italic Centre 0.0 2.0 17.0 true None;
    /// Heading of a column.
    ColumnHead "Tiêu đề cột" 12.0 bold Centre 0.0 0.0 14.5 true None;
    /// Text of a cell.
    Cell "Nội dung ô" 12.0 upright Left 0.0 0.0 14.5 false None;
    /// Text of a cell, centred.
    CellCentred "Nội dung ô, giữa" 12.0 upright Centre 0.0 0.0 14.5 false None;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_closer_than_single_spacing_nor_wider_than_one_and_a_half() {
        for style in Style::ALL {
            let f = style.format();
            let single = f.size_pt * 1.15;
            assert!(f.line_pt >= single - 0.05 && f.line_pt <= single * 1.5, "{style:?}");
        }
    }

    #[test]
    fn sizes_and_looks_are_those_of_the_decree() {
        let look = |s: Style| (s.format().size_pt, s.format().bold, s.format().italic);
        assert_eq!(look(Style::Nation), (13.0, true, false));
        assert_eq!(look(Style::Motto), (14.0, true, false));
        assert_eq!(look(Style::Superior), (13.0, false, false));
        assert_eq!(look(Style::Agency), (13.0, true, false));
        assert_eq!(look(Style::RecipientsHead), (12.0, true, true));
        assert_eq!(look(Style::Recipient), (11.0, false, false));
        assert_eq!(look(Style::AnnexNote), (14.0, false, true));
        let body = Style::Body.format();
        assert_eq!((body.size_pt, body.align, body.first_indent_mm), (14.0, Align::Justified, 10.0));
        assert!(body.before_pt >= 6.0);
    }
}
