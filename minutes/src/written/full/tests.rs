#![allow(clippy::unwrap_used)]

use giaoban_models::gazetteer::Gazetteer;

use super::*;

fn names() -> Names {
    let file = r#"{"units": [
        {"id": "a", "full_name": "Ủy ban nhân dân xã Cam Lâm", "short_name": "Cam Lâm", "aliases": ["xã Cam Lâm"], "kind": "xã"},
        {"id": "b", "full_name": "Ủy ban nhân dân xã Hòa Bình", "short_name": "Hòa Bình", "aliases": ["xã Hòa Bình"], "kind": "xã"},
        {"id": "c", "full_name": "Phòng Tài chính - Kế hoạch", "short_name": "TC-KH", "aliases": ["Tài chính", "Phòng Tài chính", "bên Tài chính"], "kind": "phòng"},
        {"id": "d", "full_name": "Phòng Văn hóa và Thông tin", "short_name": "VH-TT", "aliases": ["Phòng Văn hóa"], "kind": "phòng"}
    ], "persons": [{"id": "p", "name": "Lê Văn Thủy", "post": "Trưởng phòng", "unit_id": "c", "address_forms": ["anh Thủy"]}]}"#;
    Names::of(&serde_json::from_str::<Gazetteer>(file).unwrap())
}

fn all(cases: &[(&str, &str)]) {
    let names = names();
    let context = Context { names: Some(&names), pauses: &[] };
    for (spoken, written) in cases {
        let got = full_explained(spoken, &context);
        assert_eq!(&got.text, written, "{spoken}");
        assert_eq!(got.spoken(spoken), *spoken);
        assert_eq!(full(&got.text, &context), got.text, "the same again");
    }
}

#[test]
fn names_of_the_meeting_are_written_as_its_units_file_writes_them() {
    all(&[
        ("bên tài chính làm việc với cam lâm", "Bên Tài chính làm việc với Cam Lâm."),
        ("nhờ anh thuỷ rà lại", "Nhờ anh Thuỷ rà lại."),
        ("đồng chí lê văn thủy báo cáo", "Đồng chí Lê Văn Thủy báo cáo."),
        ("nộp cho phòng tài chính kế hoạch", "Nộp cho Phòng Tài chính Kế hoạch."),
        ("tài chính còn khó khăn", "Tài chính còn khó khăn."),
    ]);
}

#[test]
fn a_place_named_by_a_common_word_is_one_only_where_a_place_stands() {
    all(&[
        ("bảo vệ hòa bình là việc chung", "Bảo vệ hòa bình là việc chung."),
        ("nước lên ở hòa bình rất nhanh", "Nước lên ở Hòa Bình rất nhanh."),
    ]);
}

#[test]
fn bodies_and_posts_follow_the_decree() {
    all(&[
        ("báo cáo ủy ban nhân dân huyện và hội đồng nhân dân", "Báo cáo Ủy ban nhân dân huyện và Hội đồng nhân dân."),
        ("thưa đồng chí chủ tịch em báo cáo", "Thưa đồng chí Chủ tịch, em báo cáo."),
        ("mỗi xã cử một chủ tịch hội", "Mỗi xã cử một chủ tịch hội."),
        ("xong trước tết nguyên đán", "Xong trước Tết Nguyên đán."),
        ("ubnd xã báo cáo", "UBND xã báo cáo."),
    ]);
}

#[test]
fn marks_stand_where_words_are_sure_of_them() {
    all(&[
        ("dạ tháng chín có mười chín nhiệm vụ", "Dạ, tháng 9 có 19 nhiệm vụ."),
        ("thưa hội nghị tôi xin báo cáo", "Thưa hội nghị, tôi xin báo cáo."),
        ("làm giùm không sao nhưng không được làm khống", "Làm giùm không sao, nhưng không được làm khống."),
        ("việc này làm xong chưa", "Việc này làm xong chưa?"),
        ("có ai hỏi gì không", "Có ai hỏi gì không?"),
        ("chưa rõ khi nào", "Chưa rõ khi nào."),
        (
            "xã đã làm xong phần đường giao phòng tài chính phòng văn hóa kiểm tra",
            "Xã đã làm xong phần đường. Giao Phòng Tài chính, Phòng Văn hóa kiểm tra.",
        ),
    ]);
}

#[test]
fn pauses_end_sentences_and_set_commas() {
    let names = names();
    let spoken = "nợ thuế còn mười hai hộ tuần sau báo cáo lại";
    let mut pauses = vec![0; 10];
    pauses[5] = 900;
    pauses[7] = 400;
    let got = full_explained(spoken, &Context { names: Some(&names), pauses: &pauses });
    assert_eq!(got.text, "Nợ thuế còn 12 hộ. Tuần sau, báo cáo lại.");
    assert_eq!(got.spoken(spoken), spoken);
    let rules: Vec<&str> = got.pieces.iter().map(|piece| piece.rule).collect();
    assert_eq!(rules, ["sentence-begins", "count", "sentence-pause", "sentence-begins", "comma-pause", "text-ends"]);
}

#[test]
fn text_with_marks_keeps_them_and_gets_none() {
    all(&[
        ("Đề nghị Cam Lâm báo cáo, tuy nhiên không gấp", "Đề nghị Cam Lâm báo cáo, tuy nhiên không gấp."),
        ("Xong chưa? rồi.", "Xong chưa? Rồi."),
    ]);
    assert_eq!(full("", &Context::default()), "");
    assert_eq!(full(" … ", &Context::default()), " … ");
}
