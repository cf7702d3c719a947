import { describe, expect, it } from "vitest";
import type { Hit } from "../wire";
import { isProposal, joined, markedTitle, target } from "./target";

const hit: Hit = {
  kind: "utterance", id: "u1", meeting_id: "m1", meeting_title: "Giao ban", day: "2026-11-16", title: "Trần Văn Bình, Chủ tịch", snippet: [], score: 1,
  heard: { utterance: "u7", track: "t1", t0: 0, t1: 1 }, at_seconds: 61, state: null, timeliness: null,
};

describe("a hit", () => {
  it("leads to where it stands", () => {
    expect(target(hit)).toBe("/hop/m1/loi-noi?cau=u1");
    expect(target({ ...hit, kind: "minutes", id: "m1" })).toBe("/hop/m1/bien-ban?muc=u7");
    expect(target({ ...hit, kind: "document", heard: null })).toBe("/hop/m1/bien-ban");
    expect(target({ ...hit, kind: "directive", id: "d1", state: "reported" })).toBe("/nhiem-vu/d1");
  });

  it("that is an undecided proposal leads to the proposals of its meeting", () => {
    expect(isProposal({ ...hit, kind: "directive" })).toBe(true);
    expect(target({ ...hit, kind: "directive", id: "p1" })).toBe("/hop/m1/nhiem-vu");
  });
});

describe("a title", () => {
  const title = "Rà soát các công trình chậm giải ngân, báo cáo trước ngày 15/11";

  it("takes the marks of a snippet that is its own stretch", () => {
    const whole = [{ text: "Rà soát các công trình chậm ", hit: false }, { text: "giải ngân", hit: true }, { text: ", báo cáo trước ngày 15/11", hit: false }];
    expect(markedTitle(title, whole)).toEqual(whole);
    const cut = [{ text: "… ", hit: false }, { text: "chậm ", hit: false }, { text: "giải ngân", hit: true }, { text: " …", hit: false }];
    expect(markedTitle(title, cut)).toEqual(whole);
  });

  it("stands alone beside a snippet of something else", () => {
    expect(markedTitle("Trần Văn Bình, Chủ tịch", [{ text: "báo cáo ", hit: false }, { text: "giải ngân", hit: true }])).toBeNull();
    expect(markedTitle(title, [])).toBeNull();
  });
});

describe("a snippet", () => {
  it("marks a phrase as a phrase, not word by word", () => {
    const pieces = [{ text: "xã ", hit: false }, { text: "Cam", hit: true }, { text: " ", hit: false }, { text: "Thành", hit: true }, { text: " báo cáo", hit: false }];
    expect(joined(pieces)).toEqual([
      { text: "xã ", hit: false },
      { text: "Cam Thành", hit: true },
      { text: " báo cáo", hit: false },
    ]);
  });

  it("does not mark a blank before plain words, and drops nothing that was written", () => {
    const pieces = [{ text: "Cam", hit: true }, { text: " ", hit: false }, { text: "", hit: true }, { text: "khác", hit: false }];
    expect(joined(pieces).map((piece) => piece.text).join("")).toBe("Cam khác");
    expect(joined([{ text: "Cam", hit: true }, { text: " ", hit: false }])).toEqual([{ text: "Cam", hit: true }, { text: " ", hit: false }]);
  });

  it("leaves what the server sent as it was", () => {
    const sent = [{ text: "a", hit: true }, { text: "b", hit: true }];
    joined(sent);
    expect(sent[0]?.text).toBe("a");
  });
});
