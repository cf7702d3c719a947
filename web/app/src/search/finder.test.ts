import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Refused, Unreachable } from "../http/ask";
import type { Found } from "../wire";
import { Finder, REST } from "./finder.svelte";

const found = (query: string): Found => ({ query, took_ms: 1, total: 0, hits: [], as_of: null, facets: null });

/** Answers when told to, so that answers can come in the wrong order. */
function desk() {
  const waiting = new Map<string, { give: (found: Found) => void; fail: (error: Error) => void }>();
  const asked: string[] = [];
  const finder = new Finder((request) => {
    asked.push(request);
    return new Promise((give, fail) => waiting.set(request, { give, fail }));
  });
  const answer = async (request: string) => {
    waiting.get(request)?.give(found(request));
    await vi.advanceTimersByTimeAsync(0);
  };
  const fail = async (request: string, error: Error) => {
    waiting.get(request)?.fail(error);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { finder, asked, answer, fail };
}

describe("searching while typing", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("asks once the typing rests, for the last words only", () => {
    const { finder, asked } = desk();
    finder.want("a");
    vi.advanceTimersByTime(REST - 1);
    finder.want("ab");
    vi.advanceTimersByTime(REST - 1);
    expect(asked).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(asked).toEqual(["ab"]);
  });

  it("asks at once on Enter", () => {
    const { finder, asked } = desk();
    finder.want("a");
    finder.want("a", true);
    expect(asked).toEqual(["a"]);
    vi.advanceTimersByTime(REST);
    expect(asked).toEqual(["a"]);
  });

  it("never shows an answer that was overtaken", async () => {
    const { finder, answer } = desk();
    finder.want("old", true);
    finder.want("new", true);
    await answer("new");
    await answer("old");
    expect(finder.found?.query).toBe("new");
    expect(finder.searching).toBe(false);
  });

  it("clears when the box is empty, even while an answer is on its way", async () => {
    const { finder, answer } = desk();
    finder.want("a", true);
    finder.want(null);
    await answer("a");
    expect(finder.found).toBeNull();
  });

  it("keeps what was found while the server cannot be reached", async () => {
    const { finder, answer, fail } = desk();
    finder.want("a", true);
    await answer("a");
    finder.want("b", true);
    await fail("b", new Unreachable("b"));
    expect(finder.unreachable).toBe(true);
    expect(finder.found?.query).toBe("a");
  });

  it("says what the server refused", async () => {
    const { finder, fail } = desk();
    finder.want("?", true);
    await fail("?", new Refused(400, { code: "query_empty", vi: "Chưa có từ để tìm.", en: "No words." }));
    expect(finder.refused?.refusal.code).toBe("query_empty");
  });

  it("asks nothing after the page is left", () => {
    const { finder, asked } = desk();
    finder.want("a");
    finder.close();
    vi.advanceTimersByTime(REST);
    expect(asked).toEqual([]);
  });
});
