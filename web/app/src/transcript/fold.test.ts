import { describe, expect, it } from "vitest";
import { contains, folded } from "./fold";

describe("finding words", () => {
  it("finds without diacritics when none were typed, đ included", () => {
    expect(contains("Đề nghị xã Cam Thành báo cáo", "de nghi")).toBe(true);
    expect(contains("Cam Thành", "cam thanh")).toBe(true);
    expect(folded("Ủy ban ĐƯỜNG")).toBe("uy ban duong");
  });

  it("keeps Cam Thanh and Cam Thành apart when marks were typed", () => {
    expect(contains("xã Cam Thanh", "Cam Thành")).toBe(false);
    expect(contains("xã Cam Thành", "cam thành")).toBe(true);
  });

  it("takes decomposed input from other keyboards", () => {
    expect(contains("Cam Thành", "Cam Thành".normalize("NFD"))).toBe(true);
  });

  it("an empty filter shows everything", () => {
    expect(contains("gì cũng được", "  ")).toBe(true);
  });
});
