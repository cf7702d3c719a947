import { expect, it } from "vitest";
import { judge, type Counts } from "./quality";

const counts = (received: number, lost: number, roundTrip: number | null = 0.02): Counts => ({ received, lost, roundTrip });

it("judges what happened since the last look, not since the beginning", () => {
  expect(judge(counts(1000, 500), counts(2000, 500))).toBe("good");
  expect(judge(counts(1000, 0), counts(1900, 100))).toBe("weak");
  expect(judge(counts(1000, 0), counts(1500, 500))).toBe("bad");
});

it("a slow line without loss is weak, a very slow one bad", () => {
  expect(judge(counts(0, 0), counts(100, 0, 0.5))).toBe("weak");
  expect(judge(counts(0, 0), counts(100, 0, 1))).toBe("bad");
});

it("a silent room and a new connection that counts from zero are no trouble", () => {
  expect(judge(counts(0, 0, null), counts(0, 0, null))).toBe("good");
  expect(judge(counts(900, 90), counts(10, 0))).toBe("good");
});
