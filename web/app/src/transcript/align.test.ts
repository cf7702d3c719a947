import { describe, expect, it } from "vitest";
import type { Word } from "../wire";
import { align, pieceAt } from "./align";

/** Each spoken word lasts 100 ms. */
function spoken(text: string): Word[] {
  return text.split(" ").map((word, n) => ({ text: word, t0: n * 100, t1: n * 100 + 100, p: 0.9 }));
}

const times = (written: string, words: Word[]) => align(written, words, 0, 5000).map((piece) => [piece.text, piece.t0, piece.t1]);

describe("written words and spoken times", () => {
  it("go one to one when only case and signs differ", () => {
    expect(times("Đề nghị báo cáo.", spoken("đề nghị báo cáo"))).toEqual([
      ["Đề", 0, 100],
      ["nghị", 100, 200],
      ["báo", 200, 300],
      ["cáo.", 300, 400],
    ]);
  });

  it("a number written in digits has the time of all its words", () => {
    expect(times("trước ngày 25 tháng 11", spoken("trước ngày hai mươi lăm tháng mười một"))).toEqual([
      ["trước", 0, 100],
      ["ngày", 100, 200],
      ["25", 200, 500],
      ["tháng", 500, 600],
      ["11", 600, 800],
    ]);
  });

  it("a written sign without a spoken word takes the end of the word before", () => {
    expect(times("báo cáo –", spoken("báo cáo"))).toEqual([
      ["báo", 0, 100],
      ["cáo", 100, 200],
      ["–", 200, 200],
    ]);
  });

  it("several written words for several unmatched spoken ones share them", () => {
    expect(times("lúc 8 giờ 30 phút", spoken("lúc tám giờ rưỡi"))).toEqual([
      ["lúc", 0, 100],
      ["8", 100, 200],
      ["giờ", 200, 300],
      ["30", 300, 400],
      ["phút", 300, 400],
    ]);
  });

  it("times never run backwards", () => {
    const pieces = align("a b c 12 d e 3 f", spoken("a x b c mười hai d ba f g"), 0, 1000);
    for (const [n, piece] of pieces.entries()) {
      expect(piece.t0).toBeGreaterThanOrEqual(pieces[n - 1]?.t0 ?? 0);
    }
  });

  it("a doubtful word makes its piece doubtful", () => {
    const words = spoken("hai mươi lăm").map((word, n) => ({ ...word, p: n === 1 ? 0.3 : 0.9 }));
    expect(align("25", words, 0, 300)[0]?.p).toBe(0.3);
  });

  it("a sentence corrected by hand still leads to its sound, word by word", () => {
    expect(times("Đề nghị phòng Kinh tế báo cáo", spoken("đề nghị phòng kinh thế báo cáo"))).toEqual([
      ["Đề", 0, 100],
      ["nghị", 100, 200],
      ["phòng", 200, 300],
      ["Kinh", 300, 400],
      ["tế", 400, 500],
      ["báo", 500, 600],
      ["cáo", 600, 700],
    ]);
  });

  it("without word times every word plays from the sentence's beginning", () => {
    expect(align("xin chào", [], 700, 900)).toEqual([
      { text: "xin", t0: 700, t1: 900, p: 1 },
      { text: "chào", t0: 700, t1: 900, p: 1 },
    ]);
  });

  it("the piece being spoken is found", () => {
    const pieces = align("Đề nghị báo cáo", spoken("đề nghị báo cáo"), 0, 400);
    expect(pieceAt(pieces, -1)).toBe(-1);
    expect(pieceAt(pieces, 250)).toBe(2);
    expect(pieceAt(pieces, 9999)).toBe(3);
  });
});
