use super::*;

#[tokio::test]
async fn a_name_with_its_marks_comes_first_and_without_marks_both_are_found() {
    let said = ["Xã Cam Thanh báo cáo tiến độ.", "Xã Cam Thành báo cáo tiến độ.", "Xã Cam Thủy đã xong."];
    let shelf = Shelf::with("m", &said).await;
    assert_eq!(shelf.ids("Cam Thành"), ["m-1", "m-0"]);
    assert_eq!(shelf.ids("Cam Thanh").len(), 2, "somebody halfway through typing means either");
    assert_eq!(shelf.ids("cam thanh").len(), 2);
    assert_eq!(shelf.find("cam thanh").total, 2);
}

#[tokio::test]
async fn both_ways_to_place_a_tone_are_found_before_the_name_without_marks() {
    let shelf = Shelf::with("m", &["Thôn Hoa Thuy.", "Thôn Hòa Thủy.", "Thôn Hoà Thuỷ."]).await;
    assert_eq!(shelf.ids("Hoà Thuỷ"), ["m-2", "m-1", "m-0"]);
    assert_eq!(shelf.ids("Hòa Thủy"), ["m-1", "m-2", "m-0"]);
}

#[tokio::test]
async fn figures_are_found_whole() {
    let said = ["Thu đạt 71,3% dự toán.", "Thu đạt 713 tỷ.", "Còn 24 lô.", "Còn 240 lô, hạn 15/11/2026."];
    let shelf = Shelf::with("m", &said).await;
    assert_eq!(shelf.ids("71,3%"), ["m-0"]);
    assert_eq!(shelf.ids("71.3"), ["m-0"]);
    assert_eq!(shelf.ids("24 lô"), ["m-2"]);
    assert_eq!(shelf.ids("15/11"), ["m-3"]);
}

#[tokio::test]
async fn all_the_words_come_before_some_of_them_and_words_together_before_words_apart() {
    let said = [
        "Đường trục thôn, đường trục thôn, đường trục thôn xã ta.",
        "Nghiệm thu rồi mới đổ bê tông, còn đường thì trục chính của thôn đã xong.",
        "Nghiệm thu đường trục thôn.",
    ];
    let shelf = Shelf::with("m", &said).await;
    assert_eq!(shelf.ids("nghiệm thu đường trục thôn")[..2], ["m-2", "m-1"]);
    assert_eq!(shelf.ids("đường trục thôn cấp xã")[0], "m-0");
}

#[tokio::test]
async fn the_last_syllable_may_be_half_typed_and_a_whole_one_comes_first() {
    let shelf = Shelf::with("m", &["Kiểm trang thiết bị.", "Kiểm tra hồ chứa.", "Kê khai tài sản."]).await;
    assert_eq!(shelf.ids("kiểm tra"), ["m-1", "m-0"]);
    assert_eq!(shelf.ids("kiem tran"), ["m-0"]);
    assert_ne!(shelf.find("kiểm tran ").total, 1, "a space says the syllable is whole");
}

#[tokio::test]
async fn when_nothing_has_most_of_the_words_what_has_some_is_found() {
    let shelf = Shelf::with("m", &["Sửa cống số 7 trước mùa mưa."]).await;
    assert_eq!(shelf.ids("cống kênh mương nội đồng"), ["m-0"]);
    assert_eq!(shelf.find("kênh mương").total, 0);
}

#[tokio::test]
async fn the_words_asked_for_are_marked_with_their_marks_around_where_they_stand() {
    let long = format!("{}Xã Cam Thành sửa cống số 7 ngay.", "Báo cáo đồng chí chủ trì, việc đang làm. ".repeat(12));
    let shelf = Shelf::with("m", &[&long]).await;
    let hit = &shelf.find("cam thanh cong so 7").hits[0];
    let marked: Vec<&str> = hit.snippet.iter().filter(|piece| piece.hit).map(|piece| piece.text.as_str()).collect();
    assert_eq!(marked, ["Cam Thành", "cống số 7"]);
    assert_eq!(hit.snippet[0].text, "… ");
    let shown: String = hit.snippet.iter().map(|piece| piece.text.as_str()).collect();
    assert!(shown.ends_with("ngay.") && shown.chars().count() < 250, "{shown}");
}

#[tokio::test]
async fn a_person_is_found_by_name_and_post_and_a_sentence_by_what_was_ordered_with_it() {
    let mut shelf = Shelf::with("m", &["Việc đó tuần này phải xong.", "Mời xã Bình."]).await;
    assert_eq!(shelf.ids("Nguyễn Văn Ân phó chủ tịch").len(), 2);
    shelf.order("m", "d1", None, "u-xa-b", "Sửa cống số 7").await;
    shelf.refresh().await;
    assert_eq!(shelf.ids("cống số 7"), ["d1", "m-0"]);
}

#[tokio::test]
async fn hits_can_be_narrowed_to_a_kind_days_and_a_unit() {
    let mut shelf = Shelf::with("m", &["Sửa cống số 7."]).await;
    shelf.order("m", "d1", None, "u-xa-b", "Sửa cống số 7").await;
    shelf.refresh().await;
    let asked = Asked::understood("cống").unwrap();
    let ids = |asked: &Asked| -> Vec<String> {
        shelf.index.find(&Reader::operator(), asked, NOW).unwrap().hits.into_iter().map(|hit| hit.id).collect()
    };
    assert_eq!(ids(&Asked { kind: Some(HitKind::Utterance), ..asked.clone() }), ["m-0"]);
    assert_eq!(ids(&Asked { units: vec!["u-xa-b".into()], ..asked.clone() }), ["d1"]);
    assert_eq!(ids(&Asked { from: Some("2026-11-21".into()), ..asked.clone() }).len(), 2);
    assert!(ids(&Asked { from: Some("2026-11-22".into()), ..asked.clone() }).is_empty());
    assert!(ids(&Asked { to: Some("2026-11-20".into()), ..asked.clone() }).is_empty());
    let one = shelf.index.find(&Reader::operator(), &Asked { limit: 1, ..asked }, NOW).unwrap();
    assert_eq!((one.hits.len(), one.total), (1, 2));
}

#[tokio::test]
async fn a_joint_directive_is_one_hit_that_says_how_it_stands_today_only_when_all_its_leads_stand_alike() {
    let mut shelf = Shelf::with("m", &["Giao các xã sửa cống."]).await;
    shelf.sample.execute("INSERT INTO directive_parents VALUES ('p1', 'm', 'Sửa cống')").await;
    shelf.order("m", "d1", Some("p1"), "u-xa-a", "Sửa cống số 7").await;
    shelf.order("m", "d2", Some("p1"), "u-xa-b", "Sửa cống số 7").await;
    shelf.refresh().await;
    let asked = Asked { kind: Some(HitKind::Directive), ..Asked::understood("cống").unwrap() };
    let find = |now| shelf.index.find(&Reader::operator(), &asked, now).unwrap();
    let found = find(NOW);
    assert_eq!((found.total, found.hits[0].id.as_str()), (1, "p1"));
    assert_eq!(found.hits[0].state, Some(crate::directive::DirectiveState::Assigned));
    assert_eq!(found.hits[0].timeliness, Some(Timeliness::Overdue));
    assert_eq!(find(NOW.plus(-86_400_000)).hits[0].timeliness, Some(Timeliness::DueSoon));
    assert_eq!(found.hits[0].heard.as_ref().unwrap().utterance.as_str(), "m-0");

    shelf
        .sample
        .execute(
            "INSERT INTO directive_events (directive_id, at, kind, actor_name, actor_unit, note)
             VALUES ('d2', 1795230120000, 'accepted', '', '', '')",
        )
        .await;
    shelf.refresh().await;
    let found = shelf.index.find(&Reader::operator(), &asked, NOW).unwrap();
    assert_eq!((found.total, found.hits[0].state), (1, None));
}
