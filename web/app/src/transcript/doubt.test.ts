import { expect, it } from "vitest";
import { doubtsOf, momentAt } from "./doubt";

const heard = (text: string, doubtful: string[]) => text.split(" ").map((word, n) => ({ t0: n * 300, t1: n * 300 + 280, text: word, p: doubtful.includes(word) ? 0.2 : 0.9 }));

it("a doubtful word is found without the marks around it, with the moment it was said", () => {
  const words = heard("xã cam thanh báo cáo", ["thanh", "cáo"]);
  expect(doubtsOf("Xã Cam Thanh, báo cáo.", words, 0, 1500)).toEqual([
    { from: 7, to: 12, t0: 600 },
    { from: 18, to: 21, t0: 1200 },
  ]);
});

it("a sentence of which the engine was sure has no doubtful word", () => {
  expect(doubtsOf("Xã Cam Thanh.", heard("xã cam thanh", []), 0, 900)).toEqual([]);
  expect(doubtsOf("Chép tay.", [], 0, 900)).toEqual([]);
});

it("a place in the text leads to the moment of its word", () => {
  const words = heard("xã cam thanh báo cáo", []);
  expect([0, 1, 7, 12, 13, 18].map((place) => momentAt("Xã Cam Thanh báo cáo", place, words, 0, 1500))).toEqual([0, 0, 600, 600, 900, 1200]);
});
