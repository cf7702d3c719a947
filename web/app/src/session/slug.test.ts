import { expect, test } from "vitest";
import { shortened, slug } from "./slug";

test("an identity has small letters without marks and hyphens between the words", () => {
  expect(slug("  UBND xã Đắk Rông (mới) ")).toBe("ubnd-xa-dak-rong-moi");
  expect(slug("–")).toBe("");
});

test("the committee's name is shortened as offices shorten it", () => {
  expect(shortened(" Ủy ban nhân dân xã Cam Lộ")).toBe("UBND xã Cam Lộ");
  expect(shortened("Văn phòng Tỉnh ủy")).toBe("Văn phòng Tỉnh ủy");
});
