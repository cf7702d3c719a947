import { describe, expect, it } from "vitest";
import { toSend, wrongs, type Draft } from "./draft";

const complete: Draft = {
  title: " Họp giao ban tuần 47 ", date: "23/11/2026", time: "08:00", chair: "p1", secretary: "p2", hall: "u1",
  sites: ["u2", "u1", "u3"], agenda: " Thu ngân sách \n\nGiải phóng mặt bằng\n", secret: "no",
};

describe("calling a meeting", () => {
  it("sends the hall once and the title without stray spaces", () => {
    const sent = toSend(complete);
    expect(sent?.sites).toEqual(["u2", "u3"]);
    expect(sent?.title).toBe("Họp giao ban tuần 47");
    expect(sent?.starts_at).toBe(Date.UTC(2026, 10, 23, 1, 0));
  });

  it("sends the agenda a line an item, without empty lines", () => {
    expect(toSend(complete)?.agenda).toEqual(["Thu ngân sách", "Giải phóng mặt bằng"]);
    expect(toSend({ ...complete, agenda: " \n " })?.agenda).toEqual([]);
    expect(wrongs({ ...complete, agenda: Array.from({ length: 31 }, (_, i) => `Mục ${i}`).join("\n") })).toEqual(["agenda"]);
    expect(wrongs({ ...complete, agenda: "x".repeat(301) })).toEqual(["agenda"]);
  });

  it("names everything that is missing, in the order of the form", () => {
    const empty: Draft = { title: "", date: "", time: "", chair: "", secretary: "", hall: "", sites: [], agenda: "", secret: "" };
    expect(wrongs(empty)).toEqual(["name", "date", "time", "chair", "secretary", "hall", "secret"]);
    expect(toSend(empty)).toBeNull();
  });

  it("holds at most fifteen sites beside the hall", () => {
    const sites = Array.from({ length: 16 }, (_, i) => `x${i}`);
    expect(wrongs({ ...complete, sites })).toEqual(["sites"]);
    expect(wrongs({ ...complete, sites: [...sites.slice(1), "u1"] })).toEqual([]);
  });
});
