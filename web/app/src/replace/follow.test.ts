import { expect, it } from "vitest";
import { changes, placeOf } from "./follow";

const carried = (text: string, before: string, after: string) =>
  changes(before, after).reduce((now, change) => {
    const found = placeOf(now, change);
    return found === null ? now : now.slice(0, found.at.from) + found.by + now.slice(found.at.to);
  }, text);

it("a misheard word is mended where the prose has it, with its capitals", () => {
  const before = "Đề nghị xã cam thanh báo cáo trước ngày 30/11.";
  const after = "Đề nghị xã Cam Thành báo cáo trước ngày 30/11.";
  expect(changes(before, after).map(({ was, is }) => [was, is])).toEqual([["cam thanh", "Cam Thành"]]);
  expect(carried("Giao xã cam thanh báo cáo kết quả.", before, after)).toBe("Giao xã Cam Thành báo cáo kết quả.");
});

it("a word that stands in several places is told by its neighbours, or left alone", () => {
  const [before, after] = ["xã An và xã Bình", "xã An và xã Bính"];
  expect(carried("Xã Bình cử người; họp với Bình Minh; và xã Bình báo cáo.", "giao và xã Bình nộp", "giao và xã Bính nộp")).toBe("Xã Bình cử người; họp với Bình Minh; và xã Bình báo cáo.");
  expect(carried("Bình Minh, và xã Bình.", before, after)).toBe("Bình Minh, và xã Bính.");
});

it("words put in or taken out are told by their neighbours", () => {
  expect(carried("Thu đạt 82% dự toán.", "thu đạt 82% dự toán", "thu chỉ đạt 82% dự toán")).toBe("Thu chỉ đạt 82% dự toán.");
  expect(carried("Thu thu đạt 82%.", "thu thu đạt 82%", "thu đạt 82%")).toBe("Thu đạt 82%.");
});

it("prose that words it otherwise stays as it is", () => {
  expect(carried("Tiến độ chậm.", "làm quá trễ", "làm quá trể")).toBe("Tiến độ chậm.");
  expect(changes("như nhau.", "Như nhau")).toHaveLength(1);
  expect(changes("như nhau.", "như nhau")).toEqual([]);
});
