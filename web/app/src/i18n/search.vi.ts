// Vietnamese text of the search page, fetched with it. `search.en.ts` has the same keys.

import type { HitKind } from "../wire";

const KINDS: Record<HitKind, string> = {
  directive: "Nhiệm vụ",
  utterance: "Lời nói",
  minutes: "Biên bản",
  document: "Văn bản đã ban hành",
};

export const vi = {
  search: {
    title: "Tìm kiếm",
    box: "Tìm trong lời nói, biên bản và nhiệm vụ",
    submit: "Tìm",
    clear: "Xóa",
    kinds: KINDS,
    all: "Tất cả",
    /** Read out after the count of a kind. */
    ofShown: "kết quả",
    filters: "Lọc theo loại",
    from: "Từ ngày",
    to: "Đến ngày",
    dates: "Khoảng thời gian",
    dateWrong: "Ngày chưa đúng. Nhập theo mẫu ngày/tháng/năm, ví dụ 05/03/2026.",
    found: (total: number, shown: number) => (total > shown ? `${total} kết quả, hiện ${shown} kết quả phù hợp nhất` : `${total} kết quả`),
    took: (ms: string) => `${ms} ms`,
    searching: "Đang tìm…",
    more: "Hiện thêm kết quả",
    startTitle: "Gõ vài từ để tìm",
    startMore: "Không cần gõ dấu, không phân biệt chữ hoa, chữ thường. Gõ có dấu thì kết quả đúng dấu đứng trước.",
    examples: "Ví dụ:",
    exampleQueries: ["giải ngân vốn đầu tư công", "cam thanh", "trước ngày 15/11", "Phòng Tài chính báo cáo"],
    nothingTitle: (query: string) => `Không tìm thấy “${query}”`,
    nothingMore: "Thử gõ ít từ hơn, gõ không dấu, hoặc bỏ bớt bộ lọc. Chỉ tìm trong các cuộc họp và nhiệm vụ mà tài khoản này được xem.",
    dropFilters: "Bỏ bộ lọc",
    undecided: "Đề xuất, chưa quyết định",
    hear: "Nghe",
    hearOf: (title: string) => `Nghe: ${title}, từ 3 giây trước đó`,
    at: (length: string) => `phút ${length}`,
    keys: "Bàn phím: ↓ ↑ chuyển kết quả, Enter mở.",
    results: "Kết quả",
    narrow: "Thu hẹp",
    narrowUnit: "Đơn vị (cả trước và sau sắp xếp)",
    narrowPerson: "Người nói, người chỉ đạo",
    narrowMeeting: "Cuộc họp",
    narrowState: "Tình trạng nhiệm vụ",
    onlyOverdue: "Chỉ nhiệm vụ quá hạn",
    chosen: "đang chọn, bấm để bỏ",
    phraseHint: "Đặt trong dấu ngoặc kép để tìm đúng nguyên cụm từ; dấu * thay phần cuối của từ.",
    keptTitle: "Tìm kiếm đã lưu",
    keep: "Lưu tìm kiếm này",
    keeping: "Đang lưu…",
    keptNow: "Đã lưu. Khi có kết quả mới, số mới hiện ở đây.",
    keptNew: (count: number) => `${count} mới`,
    keptTotal: (count: number) => `${count} kết quả`,
    keptOpen: (title: string, count: number) => (count > 0 ? `${title}: ${count} kết quả mới` : title),
    keptDrop: (title: string) => `Bỏ lưu: ${title}`,
    keptFailed: "Chưa lưu được. Mỗi tài khoản lưu tối đa 20 tìm kiếm; bỏ bớt một tìm kiếm rồi thử lại.",
    asOf: (moment: string) => `Dữ liệu đến ${moment}`,
  },
};

/** The shape both languages have. */
export type SearchTexts = typeof vi;
