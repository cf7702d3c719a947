import { expect, it } from "vitest";

import { percent } from "./share";

it("never reads as all of it when something is missing, and is a dash of nothing", () => {
  expect(percent(16_051, 16_274)).toBe("98,6%");
  expect(percent(9_999, 10_000)).toBe("99,9%");
  expect(percent(3, 3)).toBe("100%");
  expect(percent(0, 0)).toBe("–");
});
