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
async fn hits_can_be_narrowed_to_a_person_a_meeting_a_state_and_what_is_overdue() {
    let mut shelf = Shelf::with("m", &["Sửa cống số 7."]).await;
    shelf.hold("n", &["Sửa cống số 9."]).await;
    shelf.order("m", "d1", None, "u-xa-b", "Sửa cống số 7").await;
    shelf.refresh().await;
    let asked = Asked::understood("cống").unwrap();
    let ids = |asked: &Asked, now| -> Vec<String> {
        shelf.index.find(&Reader::operator(), asked, now).unwrap().hits.into_iter().map(|hit| hit.id).collect()
    };
    assert_eq!(ids(&Asked { meeting: Some("n".into()), ..asked.clone() }, NOW), ["n-0"]);
    assert_eq!(ids(&Asked { person: Some("p-chair".into()), ..asked.clone() }, NOW).len(), 3);
    assert!(ids(&Asked { person: Some("p-anh".into()), ..asked.clone() }, NOW).is_empty());
    let state = |state| Asked { state: Some(state), ..asked.clone() };
    assert_eq!(ids(&state(crate::directive::DirectiveState::Assigned), NOW), ["d1"]);
    assert!(ids(&state(crate::directive::DirectiveState::Completed), NOW).is_empty());
    // Due on the 20th: late from the first minute of the 21st.
    let overdue = Asked { overdue: true, ..asked.clone() };
    let (midnight, _) = NOW.day_bounds_in_vietnam();
    assert_eq!(ids(&overdue, midnight), ["d1"]);
    assert!(ids(&overdue, midnight.plus(-1)).is_empty());
}

#[tokio::test]
async fn hits_are_counted_by_what_they_are_of_and_only_those_one_may_read() {
    let mut shelf = Shelf::with("m", &["Sửa cống số 7.", "Sửa cống số 8."]).await;
    shelf.sample.execute("INSERT INTO directive_parents VALUES ('p1', 'm', 'Sửa cống')").await;
    shelf.order("m", "d1", Some("p1"), "u-xa-a", "Sửa cống số 7").await;
    shelf.order("m", "d2", Some("p1"), "u-xa-b", "Sửa cống số 7").await;
    shelf.refresh().await;
    let asked = Asked { facets: true, ..Asked::understood("cống").unwrap() };
    let found = shelf.index.find(&Reader::operator(), &asked, NOW).unwrap();
    let facets = found.facets.unwrap();
    let told = |counts: &[FacetCount]| -> Vec<(String, u32)> {
        counts.iter().map(|count| (count.key.clone(), count.count)).collect()
    };
    let pair = |key: &str, count| (key.to_owned(), count);
    assert_eq!(found.total, 3);
    assert_eq!(told(&facets.kinds), [pair("utterance", 2), pair("directive", 1)], "a joint directive is one hit");
    assert_eq!(told(&facets.meetings), [pair("m", 3)]);
    assert_eq!(told(&facets.people), [pair("p-chair", 3)]);
    assert_eq!(facets.people[0].name, "Nguyễn Văn Ân");
    assert_eq!(told(&facets.states), [pair("assigned", 1)]);
    assert!(facets.units.iter().any(|unit| unit.key == "u-xa-b" && unit.count == 1), "{:?}", facets.units);

    let reader = shelf.sample.store.search_reader(&Grant::ask(shelf.sample.head_b.clone()).unwrap()).await.unwrap();
    let own = shelf.index.find(&reader, &asked, NOW).unwrap();
    assert_eq!((own.total, told(&own.facets.unwrap().kinds)), (1, vec![pair("directive", 1)]));
    let unasked = Asked { facets: false, ..asked };
    assert!(shelf.index.find(&reader, &unasked, NOW).unwrap().facets.is_none());
}

#[tokio::test]
async fn what_stands_in_quotation_marks_is_found_word_for_word() {
    let said = ["Cống số 7 hỏng.", "Số cống là 7.", "Cong so 7.", "Cống số 70 hỏng."];
    let shelf = Shelf::with("m", &said).await;
    assert_eq!(shelf.ids("\"cống số 7\""), ["m-0"], "marks must agree where they were typed");
    let mut plain = shelf.ids("\"cong so 7\"");
    plain.sort();
    assert_eq!(plain, ["m-0", "m-2"]);
    assert_eq!(shelf.find("\"số 7\"").total, 1);
    assert_eq!(shelf.find("\"7 số\"").total, 0);
    assert!(shelf.find("cống số 7").total >= 3, "without them the order is free");
}

#[tokio::test]
async fn a_star_finds_beginnings_of_words_and_one_wrong_letter_is_forgiven() {
    let shelf = Shelf::with("m", &["Nghiệm thu đường trục thôn.", "Giải ngân vốn đầu tư công."]).await;
    assert_eq!(shelf.ids("nghi* đường "), ["m-0"]);
    for typed in ["ngiem thu duong", "nghiem thu duogn", "nghiêmj thu", "giải nggân vốn", "giai ngam vpn"] {
        assert!(!shelf.ids(typed).is_empty(), "{typed}");
    }
    assert_eq!(shelf.ids("giai ngam ")[0], "m-1");
    assert_eq!(shelf.find("xyzxyz ").total, 0);
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
