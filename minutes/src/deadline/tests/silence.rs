use super::all;

#[test]
fn nothing_is_given_where_nobody_could_agree() {
    all(&[
        ("nếu đến 15/4 mà chưa xong thì cắt hợp đồng", "conditional"),
        ("quá ngày 15/4 mà chưa nộp thì phê bình", "conditional"),
        ("trong trường hợp mưa lớn thì trong 2 ngày báo cáo", "conditional"),
        ("bao lâu nữa xong", "none"),
        ("trước 15/3 có xong được không", "question"),
        ("thứ Sáu này nộp được không?", "question"),
        ("hạn là ngày mấy", "question"),
        ("hằng quý báo cáo trước ngày 10", "recurring"),
        ("cứ thứ Hai là giao ban", "recurring"),
        ("ngày 25 hằng tháng", "recurring"),
        ("mỗi chiều thứ Sáu tổng hợp", "recurring"),
        ("tuần nào cũng phải có báo cáo", "recurring"),
        ("trước kỳ họp thứ 12", "event_relative"),
        ("trước mùa mưa bão", "event_relative"),
        ("sau khi có kết quả thanh tra", "event_relative"),
        ("trước khi khai giảng", "event_relative"),
        ("ngay sau cuộc họp", "none"),
        ("ngày 31/11", "invalid_date"),
        ("ngày 29/2", "invalid_date"),
        ("ngày 32", "invalid_date"),
        ("thứ Hai ngày 10/3", "contradiction"),
        ("cuối tháng này hoặc đầu tháng sau", "ambiguous"),
        ("cuối tháng này đầu tháng sau", "ambiguous"),
        ("thứ Năm hay thứ Sáu", "ambiguous"),
        ("15, 16 gì đó", "none"),
        ("khoảng giữa tháng", "vague"),
        ("cuối tháng gì đó", "vague"),
        ("hổm rày chưa ai nộp", "none"),
        ("ít bữa nữa rồi làm", "vague"),
        ("khi nào rảnh thì làm", "none"),
        ("trong thời gian ngắn nhất", "vague"),
    ]);
}

#[test]
fn what_is_over_or_only_a_name_gives_no_date() {
    all(&[
        ("Quyết định số 45/QĐ-UBND ngày 5/11 của huyện", "none"),
        ("công văn ký ngày 20/2", "none"),
        ("theo Kế hoạch 12 ngày 15/3", "none"),
        ("hôm 25/2 đoàn đã làm việc", "none"),
        ("hồi thứ Hai có báo cáo rồi", "none"),
        ("thứ Hai vừa rồi họp dân", "none"),
        ("bữa trước tôi nói rồi", "none"),
        ("sáng nay đã họp với dân", "none"),
        ("ngày 1/3/2026 xã nộp", "none"),
        ("ngày 15/11 năm ngoái", "none"),
        ("nhà số 30 đường 30/4", "none"),
        ("công trình 19/5", "none"),
        ("đạt 9/14 tiêu chí", "none"),
        ("năm nay được mùa", "none"),
        ("hạn cũ là ngày 10/3", "none"),
        ("kể từ 1/4 thu phí mới", "start"),
        ("từ tuần sau áp dụng", "start"),
        ("ngày 15/3 trở đi không nhận", "start"),
        ("sau ngày 20/3 mới giải quyết", "start"),
        ("nghị quyết có hiệu lực từ ngày 1/7", "start"),
    ]);
}

#[test]
fn a_question_before_or_an_order_with_pressure_is_still_due() {
    all(&[
        ("bao giờ xong, thôi, thứ Sáu phải xong", "2026-03-06"),
        ("thứ Sáu phải xong, rõ chưa", "2026-03-06"),
        ("trước 15/3 nghe không", "2026-03-15"),
        ("tuần trước đã nhắc, thứ Sáu này phải nộp", "2026-03-06"),
        ("đã giao từ tháng trước, chậm nhất 10/3 báo cáo", "2026-03-10"),
        ("căn cứ Quyết định số 45/QĐ-UBND ngày 5/1, hoàn thành trước ngày 20/3", "2026-03-20"),
    ]);
}
