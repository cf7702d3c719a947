import { expect, it } from "vitest";
import { bytes } from "./figures";

it("sizes have at most two figures and the comma of the language", () => {
  expect(bytes(512, "vi-VN")).toBe("512 B");
  expect(bytes(1_480_000_000, "vi-VN")).toBe("1,5 GB");
  expect(bytes(231_000_000_000, "vi-VN")).toBe("231 GB");
  expect(bytes(0, "en-GB")).toBe("0 B");
});
