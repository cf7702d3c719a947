import { describe, expect, it } from "vitest";
import type { Caption } from "../wire";
import { EMPTY_LOG, LONGEST_LOG, catchUp, dropStale, take } from "./captions";
import { Freshness } from "./freshness";

function said(id: string, began_at: number, text = id, state: Caption["state"] = "final"): Caption {
  return { id, state, participant: "p1", name: "Hồ Thị Ơn", post: "Chủ tịch", unit_name: "xã Cam Tuyền", began_at, text };
}

const ids = (captions: readonly Caption[]) => captions.map((caption) => caption.id);

describe("captions", () => {
  it("a final replaces the partial of the same utterance", () => {
    let log = take(EMPTY_LOG, said("a", 1, "xin", "partial"));
    log = take(log, said("a", 1, "xin chào", "partial"));
    expect(log.partials.map((caption) => caption.text)).toEqual(["xin chào"]);
    log = take(log, said("a", 1, "Xin chào."));
    expect(log.partials).toEqual([]);
    expect(log.finals.map((caption) => caption.text)).toEqual(["Xin chào."]);
  });

  it("a partial that arrives after its final is left out", () => {
    const log = take(take(EMPTY_LOG, said("a", 1)), said("a", 1, "x", "partial"));
    expect(log.partials).toEqual([]);
    expect(ids(log.finals)).toEqual(["a"]);
  });

  it("two rooms speaking at once have a partial each", () => {
    const log = take(take(EMPTY_LOG, said("b", 2, "b", "partial")), said("a", 1, "a", "partial"));
    expect(ids(log.partials)).toEqual(["a", "b"]);
  });

  it("a partial with no words left disappears", () => {
    const log = take(take(EMPTY_LOG, said("a", 1, "ừ", "partial")), said("a", 1, "  ", "partial"));
    expect(log.partials).toEqual([]);
  });

  it("finals stand in the order they were spoken, whatever the order they arrive in", () => {
    const log = [said("c", 3), said("a", 1), said("b", 2)].reduce(take, EMPTY_LOG);
    expect(ids(log.finals)).toEqual(["a", "b", "c"]);
  });

  it("an outage is caught up without doubles or holes", () => {
    let log = [said("a", 1), said("b", 2), said("c", 3, "c…", "partial")].reduce(take, EMPTY_LOG);
    log = catchUp(log, [said("b", 2), said("c", 3, "c xong"), said("d", 4)]);
    expect(ids(log.finals)).toEqual(["a", "b", "c", "d"]);
    expect(log.partials).toEqual([]);
    expect(log.gaps.size).toBe(0);
  });

  it("an outage longer than the room's memory is told", () => {
    const log = catchUp(take(EMPTY_LOG, said("a", 1)), [said("y", 9), said("x", 8)]);
    expect(ids(log.finals)).toEqual(["a", "x", "y"]);
    expect([...log.gaps]).toEqual(["x"]);
  });

  it("the first welcome makes no gap", () => {
    expect(catchUp(EMPTY_LOG, [said("x", 8)]).gaps.size).toBe(0);
  });

  it("a corrected final keeps its place", () => {
    const log = take([said("a", 1), said("b", 2)].reduce(take, EMPTY_LOG), said("a", 1, "sửa"));
    expect(log.finals.map((caption) => caption.text)).toEqual(["sửa", "b"]);
  });

  it("stale partials leave, moving ones stay", () => {
    const log = [said("a", 1, "a", "partial"), said("b", 2, "b", "partial")].reduce(take, EMPTY_LOG);
    expect(ids(dropStale(log, new Set(["b"])).partials)).toEqual(["b"]);
    expect(dropStale(log, new Set(["a", "b"]))).toBe(log);
  });

  it("what has not moved for fifteen seconds is stale", () => {
    const freshness = new Freshness();
    freshness.touch("a", 0);
    freshness.touch("b", 10_000);
    expect([...freshness.fresh(15_000)]).toEqual(["a", "b"]);
    expect([...freshness.fresh(15_001)]).toEqual(["b"]);
  });

  it("the screen's log is bounded and keeps the newest", () => {
    const many = Array.from({ length: LONGEST_LOG + 50 }, (_, i) => said(`u${String(i).padStart(5, "0")}`, i));
    const log = catchUp(EMPTY_LOG, many);
    expect(log.finals).toHaveLength(LONGEST_LOG);
    expect(log.finals.at(-1)?.began_at).toBe(LONGEST_LOG + 49);
  });
});
