import { describe, expect, it } from "vitest";
import { paths, readPath } from "./route";

describe("paths", () => {
  it("lead to their pages", () => {
    expect(readPath("/")).toEqual({ page: "start" });
    expect(readPath("/hop")).toEqual({ page: "meetings" });
    expect(readPath("/hop/")).toEqual({ page: "meetings" });
    expect(readPath("/hop/moi")).toEqual({ page: "call" });
    expect(readPath(paths.meeting("a b"))).toEqual({ page: "meeting", id: "a b" });
    expect(readPath(paths.transcript("m1"))).toEqual({ page: "transcript", id: "m1" });
    expect(readPath(paths.proposals("m1"))).toEqual({ page: "proposals", id: "m1" });
    expect(readPath("/nhiem-vu")).toEqual({ page: "directives" });
    expect(readPath(paths.directive("d/1"))).toEqual({ page: "directive", id: "d/1" });
    expect(readPath(paths.handover)).toEqual({ page: "handover" });
    expect(readPath(paths.notices)).toEqual({ page: "notices" });
    expect(readPath(paths.earlier("m1"))).toEqual({ page: "earlier", id: "m1" });
    expect(readPath("/tim-kiem")).toEqual({ page: "search" });
    expect(readPath(paths.minutes("m1"))).toEqual({ page: "minutes", id: "m1" });
    expect(readPath(paths.misheard)).toEqual({ page: "misheard" });
    expect(readPath(paths.review("m1"))).toEqual({ page: "review", id: "m1" });
    expect(readPath(paths.papers("m1"))).toEqual({ page: "papers", id: "m1" });
    expect(readPath(paths.paper("g1"))).toEqual({ page: "paper", id: "g1" });
    expect(readPath("/van-ban")).toEqual({ page: "missing" });
    expect(readPath("/quan-tri")).toEqual({ page: "system" });
    expect(readPath("/quan-tri/tai-khoan")).toEqual({ page: "accounts" });
    expect(readPath("/nhat-ky")).toEqual({ page: "audit" });
    expect(readPath(paths.records)).toEqual({ page: "records" });
    expect(readPath(paths.own)).toEqual({ page: "own" });
  });

  it("that nobody made are missing, whatever they hold", () => {
    for (const path of ["/x", "/hop/m1/khac", "/hop/m1/loi-noi/x", "/nhat-ky/1", "/thong-bao/1", "/tai-khoan/1", "/nhiem-vu/1/2", "/tim-kiem/x", "/quan-tri/x", "/%E0%A4%A"]) {
      expect(readPath(path)).toEqual({ page: "missing" });
    }
  });

  it("of a search carry what was asked for", () => {
    expect(paths.search("")).toBe("/tim-kiem");
    expect(paths.search("Cam Thành & 15/11")).toBe("/tim-kiem?q=Cam%20Th%C3%A0nh%20%26%2015%2F11");
  });
});
