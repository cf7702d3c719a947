use super::all;

#[test]
fn months_quarters_and_years_are_read_with_their_words() {
    all(&[
        ("cuối tháng ni", "2026-03-31"),
        ("tháng tới phải xong", "2026-04-30"),
        ("cuối tháng sau nữa", "2026-05-31"),
        ("trong tháng 11/2026", "2026-11-30"),
        ("trước tháng 12", "2026-11-30"),
        ("trong tháng 4 này", "2026-04-30"),
        ("trong tháng Giêng dương lịch năm sau", "2027-01-31"),
        ("sang tháng nộp", "2026-04-30"),
        ("quý IV/2026", "2026-12-31"),
        ("trong quý IV/2026", "2026-12-31"),
        ("hết quý I năm sau", "2027-03-31"),
        ("quý hai phải xong", "2026-06-30"),
        ("cuối quý sau", "2026-06-30"),
        ("quý tới phải hoàn thành", "2026-06-30"),
        ("đến hết năm ngân sách", "2026-12-31"),
        ("hết niên độ ngân sách 2026", "2026-12-31"),
        ("cuối năm sau", "2027-12-31"),
        ("trong 6 tháng đầu năm", "2026-06-30"),
        ("9 tháng đầu năm phải đạt 75%", "2026-09-30"),
        ("sáu tháng cuối năm", "2026-12-31"),
        ("trong năm ngày", "2026-03-09"),
        ("trong năm ngày làm việc", "2026-03-11"),
        ("trong năm tuần nữa", "2026-04-08"),
        ("hết tháng 13", "none"),
        ("giữa tháng", "2026-03-11/2026-03-20"),
        ("đầu quý II", "vague"),
        ("giữa năm sau", "vague"),
        ("qua năm mới tính", "vague"),
        ("hết năm học", "none"),
        ("quý vị lưu ý", "absent"),
    ]);
}
