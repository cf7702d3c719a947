import { describe, expect, it } from "vitest";
import type { MisheardWords } from "../wire";
import { groups, keyOf, nextAfter } from "./groups";

const pair = (heard: string, meant: string, accepted: boolean | null): MisheardWords => ({
  heard,
  meant,
  times: 1,
  places: [],
  accepted,
  decided_by: "",
  decided_at: null,
});
const all = [pair("thạch cao", "Thạnh Cao", null), pair("giải ngăn", "giải ngân", true), pair("nghiệm phu", "nghiệm thu", false), pair("cam nộ", "Cam Lộ", null)];

describe("pairs of words", () => {
  it("are parted by what was decided", () => {
    const parted = groups(all, "");
    expect([parted.open.length, parted.used.length, parted.unused.length]).toEqual([2, 1, 1]);
  });

  it("are found without marks by either side", () => {
    expect(groups(all, "thanh").open.map((one) => one.heard)).toEqual(["thạch cao"]);
    expect(groups(all, "ngan").used.map((one) => one.meant)).toEqual(["giải ngân"]);
  });

  it("hand the keyboard on to their neighbour when one is decided", () => {
    const [first, second] = groups(all, "").open;
    if (first === undefined || second === undefined) throw new Error("two are open");
    expect(nextAfter([first, second], keyOf(first))).toBe(keyOf(second));
    expect(nextAfter([first, second], keyOf(second))).toBe(keyOf(first));
    expect(nextAfter([first], keyOf(first))).toBeNull();
  });
});
