//! `word/styles.xml`: the table of styles as Word knows it.

use super::super::style::{Align, Format, PAGE_NUMBER_PT, Style};
use super::xml::Xml;
use super::{half_points, twentieths, twips};

/// Namespace of every `w:` name.
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The typeface the decree names.
const FONT: &str = "Times New Roman";
/// Style of the paragraph that is nothing but a drawn line.
pub(super) const LINE_STYLE: &str = "DrawnLine";
/// Style of the paragraph that keeps two tables apart or ends a section; as good as invisible.
pub(super) const GAP_STYLE: &str = "Gap";

/// The part.
pub(super) fn styles() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("w:styles", &[("xmlns:w", W)]);
    defaults(&mut xml);
    paragraph_style(&mut xml, "Normal", "Normal", None, |xml| {
        xml.open("w:pPr", &[]);
        xml.empty("w:widowControl", &[]);
        xml.close("w:pPr");
    });
    table_style(&mut xml);
    for style in Style::ALL {
        let format = style.format();
        paragraph_style(&mut xml, style.id(), style.vietnamese(), Some("Normal"), |xml| {
            paragraph_properties(xml, &format);
            run_properties(xml, format.size_pt, format.bold, format.italic);
        });
    }
    paragraph_style(&mut xml, "PageNumber", "Số trang", Some("Normal"), |xml| {
        xml.open("w:pPr", &[]);
        xml.value("w:jc", "center");
        xml.close("w:pPr");
        run_properties(xml, PAGE_NUMBER_PT, false, false);
    });
    for (id, name, line) in [(LINE_STYLE, "Đường kẻ", "40"), (GAP_STYLE, "Khoảng cách", "20")] {
        paragraph_style(&mut xml, id, name, Some("Normal"), |xml| {
            xml.open("w:pPr", &[]);
            xml.empty("w:spacing", &[("w:before", "0"), ("w:after", "0"), ("w:line", line), ("w:lineRule", "exact")]);
            xml.close("w:pPr");
            run_properties(xml, 1.0, false, false);
        });
    }
    xml.close("w:styles");
    xml.done()
}

fn defaults(xml: &mut Xml) {
    xml.open("w:docDefaults", &[]);
    xml.open("w:rPrDefault", &[]);
    xml.open("w:rPr", &[]);
    xml.empty("w:rFonts", &[("w:ascii", FONT), ("w:hAnsi", FONT), ("w:eastAsia", FONT), ("w:cs", FONT)]);
    xml.value("w:color", "000000");
    xml.value("w:sz", "28");
    xml.value("w:szCs", "28");
    xml.empty("w:lang", &[("w:val", "vi-VN"), ("w:eastAsia", "vi-VN"), ("w:bidi", "ar-SA")]);
    xml.close("w:rPr");
    xml.close("w:rPrDefault");
    xml.open("w:pPrDefault", &[]);
    xml.close("w:pPrDefault");
    xml.close("w:docDefaults");
}

fn paragraph_style(xml: &mut Xml, id: &str, name: &str, based_on: Option<&str>, properties: impl FnOnce(&mut Xml)) {
    let mut attributes = vec![("w:type", "paragraph")];
    if based_on.is_none() {
        attributes.push(("w:default", "1"));
    } else {
        attributes.push(("w:customStyle", "1"));
    }
    attributes.push(("w:styleId", id));
    xml.open("w:style", &attributes);
    xml.value("w:name", name);
    if let Some(base) = based_on {
        xml.value("w:basedOn", base);
    }
    xml.empty("w:qFormat", &[]);
    properties(xml);
    xml.close("w:style");
}

fn table_style(xml: &mut Xml) {
    xml.open("w:style", &[("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")]);
    xml.value("w:name", "Normal Table");
    xml.value("w:uiPriority", "99");
    xml.empty("w:semiHidden", &[]);
    xml.empty("w:unhideWhenUsed", &[]);
    xml.open("w:tblPr", &[]);
    xml.empty("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")]);
    xml.open("w:tblCellMar", &[]);
    for side in ["w:top", "w:left", "w:bottom", "w:right"] {
        xml.empty(side, &[("w:w", "0"), ("w:type", "dxa")]);
    }
    xml.close("w:tblCellMar");
    xml.close("w:tblPr");
    xml.close("w:style");
}

/// Order of the children: ISO/IEC 29500-1, `CT_PPrBase`.
fn paragraph_properties(xml: &mut Xml, format: &Format) {
    xml.open("w:pPr", &[]);
    if format.keep_next {
        xml.empty("w:keepNext", &[]);
    }
    xml.empty(
        "w:spacing",
        &[
            ("w:before", &twentieths(format.before_pt)),
            ("w:after", "0"),
            ("w:line", &twentieths(format.line_pt)),
            ("w:lineRule", "atLeast"),
        ],
    );
    if format.first_indent_mm > 0.0 {
        xml.empty("w:ind", &[("w:firstLine", &twips(format.first_indent_mm))]);
    }
    xml.value(
        "w:jc",
        match format.align {
            Align::Left => "left",
            Align::Centre => "center",
            Align::Justified => "both",
        },
    );
    if let Some(level) = format.level {
        xml.value("w:outlineLvl", &(level - 1).to_string());
    }
    xml.close("w:pPr");
}

fn run_properties(xml: &mut Xml, size_pt: f64, bold: bool, italic: bool) {
    xml.open("w:rPr", &[]);
    if bold {
        xml.empty("w:b", &[]);
        xml.empty("w:bCs", &[]);
    }
    if italic {
        xml.empty("w:i", &[]);
        xml.empty("w:iCs", &[]);
    }
    xml.value("w:sz", &half_points(size_pt));
    xml.value("w:szCs", &half_points(size_pt));
    xml.close("w:rPr");
}
