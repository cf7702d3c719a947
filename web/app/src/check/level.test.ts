import { expect, it } from "vitest";
import { loudness } from "./level";

const sine = (amplitude: number) => Float32Array.from({ length: 1024 }, (_, i) => amplitude * Math.sin(i / 5));

it("silence is nothing, speech is in the middle, a shout fills the bar", () => {
  expect(loudness(new Float32Array(1024))).toBe(0);
  expect(loudness(sine(0.03))).toBeGreaterThan(0.3);
  expect(loudness(sine(0.03))).toBeLessThan(0.7);
  expect(loudness(sine(1))).toBe(1);
});
