import { describe, expect, it } from "vitest";
import { bytesAsSize, readMonths } from "./terms";

describe("a term", () => {
  it("is months from 1 to 600, or for ever", () => {
    expect([" 12 ", "1", "600", "", " "].map(readMonths)).toEqual([12, 1, 600, null, null]);
    for (const wrong of ["0", "601", "-1", "1,5", "một", "12 tháng"]) expect(readMonths(wrong)).toBeUndefined();
  });
});

describe("a size", () => {
  it("is told in the unit that fits", () => {
    expect([0, 999, 1_500_000, 2_340_000_000].map(bytesAsSize)).toEqual(["1 KB", "1 KB", "2 MB", "2,3 GB"]);
  });
});
