import { expect, it } from "vitest";
import { places, replaced, withCapitals } from "./syllables";

const found = (text: string, wanted: string) => places(text, wanted).map(({ from, to }) => text.slice(from, to));

it("whole syllables are found, whatever their capitals and the marks around them", () => {
  expect(found("Anh An và an, (An) Lan; ÁN", "an")).toEqual(["An", "an", "An"]);
  expect(found("xã Cam  Lộ, cam lộc, CAM LỘ.", "cam lộ")).toEqual(["Cam  Lộ", "CAM LỘ"]);
  expect(found("Đinh Đạt, đinh đạt", "ĐINH đạt")).toHaveLength(2);
  expect(found("số 05/GM", "5")).toEqual([]);
});

it("nothing is found for nothing, and signs are only signs", () => {
  expect(places("a.b (c)", " ")).toEqual([]);
  expect(found("axb a.b", "a.b")).toEqual(["a.b"]);
  expect(found("đạt 82% (tám hai)", "82%")).toEqual(["82%"]);
});

it("capitals stay as they were, and those of the new word too", () => {
  expect(withCapitals("tám", "Tâm")).toBe("Tâm");
  expect(withCapitals("Tám", "tâm")).toBe("Tâm");
  expect(withCapitals("LÊ VĂN TÁM", "Lê Văn Tâm")).toBe("LÊ VĂN TÂM");
  expect(withCapitals("Cam Thành", "cam tuyền")).toBe("Cam Tuyền");
  expect(withCapitals("Rà soát", "rà soát lại")).toBe("Rà soát lại");
});

it("a text is written anew at its places only", () => {
  const text = "Ông Tám nói. Xã báo ông tám.";
  expect(replaced(text, places(text, "ông tám"), "ông Tâm")).toBe("Ông Tâm nói. Xã báo ông Tâm.");
  expect(replaced(text, [], "x")).toBe(text);
});
