import { expect, it } from "vitest";
import type { Sitting } from "../wire";
import { ofPassage } from "./history";

const sitting = (author: string, to: number, ...changes: [string | null, string | null][]): Sitting => ({ author, from: to, to, more: 0, changes: changes.map(([before, after]) => ({ before, after })) });

it("a passage's changes are followed back to the machine's draft", () => {
  const sittings = [
    sitting("Ánh", 30, ["Hai sửa.", "Hai sửa nữa."], [null, "Mới."]),
    sitting("Bình", 20, ["Ba.", null]),
    sitting("Ánh", 10, ["Hai.", "Hai sửa."]),
    sitting("", 0, [null, "Một."], [null, "Hai."], [null, "Ba."]),
  ];
  expect(ofPassage(sittings, "Hai sửa nữa.").map(({ author, before }) => [author, before])).toEqual([
    ["Ánh", "Hai sửa."],
    ["Ánh", "Hai."],
    ["", null],
  ]);
  expect(ofPassage(sittings, "Mới.")).toHaveLength(1);
  expect(ofPassage(sittings, "Không có.")).toEqual([]);
});
