import { describe, expect, it } from "vitest";
import { FIRST_WAIT, LONGEST_WAIT, waitBefore } from "./backoff";

describe("waiting before another attempt", () => {
  it("starts at half a second and grows", () => {
    expect(waitBefore(0, 0.5)).toBe(500);
    expect(waitBefore(1, 0.5)).toBe(1000);
    expect(waitBefore(2, 0.5)).toBe(2000);
  });

  it("never leaves the bounds, whatever the attempt and the chance", () => {
    for (let attempt = 0; attempt < 5000; attempt += 7) {
      for (const random of [0, 0.3, 0.999]) {
        const wait = waitBefore(attempt, random);
        expect(wait).toBeGreaterThanOrEqual(FIRST_WAIT);
        expect(wait).toBeLessThanOrEqual(LONGEST_WAIT);
      }
    }
  });
});
