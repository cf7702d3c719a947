import { describe, expect, it } from "vitest";
import { inMinutes, inTranscript, stretchOf } from "./moment";

describe("hearing a sentence", () => {
  it("begins three seconds before it and ends one second after it", () => {
    expect(stretchOf({ t0: 61_000, t1: 66_500 })).toEqual({ from: 58_000, to: 67_500 });
  });

  it("never begins before the recording", () => {
    expect(stretchOf({ t0: 1_200, t1: 2_000 }).from).toBe(0);
  });
});

describe("the way back", () => {
  it("leads to the sentence and to the clause", () => {
    expect(inTranscript("m 1", "u&1")).toBe("/hop/m%201/loi-noi?cau=u%261");
    expect(inMinutes("m1", "u1")).toBe("/hop/m1/bien-ban?muc=u1");
    expect(inMinutes("m1", null)).toBe("/hop/m1/bien-ban");
  });
});
