// What is said in the meeting of the whole line: the turns, whose they are, and what must come of them.
//
// With GIAOBAN_EXAMPLES the turns are those of an example meeting, whose authority is brought in first; else a briefing of
// the demonstration authority, written here.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { BINARY, EXAMPLES } from "./settings.ts";

export interface Said {
  /** Whether the chair says it; else a site. */
  chair: boolean;
  /** As an engine hears it: lower case, no punctuation, number words. */
  spoken: string;
}

export interface Briefing {
  turns: Said[];
  /** Figures the draft must hold. */
  figures: string[];
  /** Typed without diacritics, and a word of the directive it must find. */
  query: string;
  finds: RegExp;
  /** Words that were "misheard" in some turn, as they are written, and what the secretary corrects them to. */
  misheard: { turn: number; word: string; said: string };
}

const OWN: Briefing = {
  turns: [
    { chair: true, spoken: "hôm nay chúng ta kiểm điểm công tác tháng mười một trước hết về giải ngân đầu tư công mời xã cam lộ báo cáo" },
    { chair: false, spoken: "báo cáo chủ trì đến ngày mười lăm tháng mười một xã cam lộ giải ngân được mười hai phẩy năm tỷ đồng bằng sáu mươi tám phần trăm kế hoạch còn vướng mặt bằng của bảy hộ" },
    { chair: true, spoken: "giao ủy ban nhân dân xã cam lộ chủ trì phối hợp với sở xây dựng giải phóng mặt bằng cho bảy hộ hoàn thành trước ngày mười lăm tháng mười hai" },
    { chair: false, spoken: "vâng ạ" },
    { chair: true, spoken: "sang phần nông thôn mới mời xã hiếu giang" },
    { chair: false, spoken: "xã hiếu giang đạt mười sáu trên mười chín tiêu chí còn ba tiêu chí giao thông môi trường và hộ nghèo" },
    { chair: true, spoken: "xã hiếu giang tập trung hoàn thành tiêu chí giao thông báo cáo ủy ban trước ngày ba mươi tháng mười một" },
    { chair: true, spoken: "giao sở nông nghiệp và môi trường hướng dẫn các xã xử lý rác thải xong trong tháng mười hai" },
    { chair: false, spoken: "theo tôi thì nên gia hạn thêm một tháng" },
    { chair: true, spoken: "sở tài chính thẩm định lại nguồn vốn của hai dự án trước ngày mười tháng mười hai có tờ trình" },
    { chair: true, spoken: "yêu cầu thanh tra tỉnh kiểm tra việc nộp hồ sơ trực tuyến ở hai xã báo cáo kết quả trong tháng mười hai" },
    { chair: true, spoken: "cảm ơn các đồng chí cuộc họp đến đây kết thúc" },
  ],
  figures: ["12,5", "68%", "16/19"],
  query: "ho so truc tuyen",
  finds: /hồ sơ trực tuyến/iu,
  misheard: { turn: 5, word: "hộ nghèo", said: "hộ cận nghèo" },
};

interface ExampleMeeting {
  id: string;
  title: string;
  units_file: string;
  meeting_date: string;
  turns: { speaker: { role: string }; spoken: string; written: string; [more: string]: unknown }[];
  [more: string]: unknown;
}

/** The briefing to be held on this data folder; an example's units are brought into it, valid today. */
export function briefing(data: string, folder: string): Briefing {
  if (!EXAMPLES) return OWN;
  const meeting = (JSON.parse(readFileSync(join(EXAMPLES, "meetings.jsonl"), "utf8").split("\n")[0]!)) as ExampleMeeting;
  const units = JSON.parse(readFileSync(join(EXAMPLES, meeting.units_file), "utf8")) as { meta: { valid: string } };
  // The example's authority ended in 2025; the meeting is held today.
  units.meta.valid = "2024-01-01..2030-12-31";
  const unitsFile = join(folder, "units.json");
  writeFileSync(unitsFile, JSON.stringify(units));
  const opening = join(folder, "opening.json");
  writeFileSync(opening, JSON.stringify({ ...meeting, id: `${meeting.id}-mo-dau`, title: "Cuộc họp mở đầu", turns: meeting.turns.slice(0, 1) }));
  execFileSync(BINARY, ["import", "meeting", opening, "--units", unitsFile, "--data", data], { stdio: "inherit" });
  return {
    turns: meeting.turns.map((turn) => ({ chair: turn.speaker.role === "chair", spoken: turn.spoken })),
    figures: ["142,6", "71,3%", "64,8%", "16/19", "22%"],
    query: "thue tham dinh lai gia 24 lo dat phu my",
    finds: /thẩm định lại giá/iu,
    misheard: { turn: 13, word: "9,87 tỷ đồng", said: "9,78 tỷ đồng" },
  };
}
