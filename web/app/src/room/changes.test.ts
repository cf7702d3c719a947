import { describe, expect, it } from "vitest";
import type { ParticipantView, RoomView } from "../wire";
import { changes } from "./changes";

const me: ParticipantView = {
  id: "me", name: "An", post: "", unit_name: "", site: "s", hall: false, presides: false, chair: false, connected: true,
  muted: false, camera: true, hand_raised_at: 5, device_trouble: null,
};
const view = (more: Partial<ParticipantView> = {}, room: Partial<RoomView> = {}): RoomView => ({
  meeting: "m", title: "", state: "live", opened_at: 1, floor: null, participants: [{ ...me, ...more }], sites: [],
  recording: "on", captions: "writing", ...room,
});

describe("what a person is told", () => {
  it("being muted by the chair is told, muting oneself is not", () => {
    expect(changes(view(), view({ muted: true }), "me", {})).toEqual(["muted_by_chair"]);
    expect(changes(view(), view({ muted: true }), "me", { muted: true })).toEqual([]);
  });

  it("being given the floor is one message, though the hand goes down with it", () => {
    expect(changes(view(), view({ hand_raised_at: null }, { floor: "me" }), "me", {})).toEqual(["invited"]);
  });

  it("the end of one's turn is one message, though the microphone closes with it", () => {
    expect(changes(view({}, { floor: "me" }), view({ muted: true }), "me", {})).toEqual(["floor_taken"]);
  });

  it("a hand lowered by the chair is told, one's own is not", () => {
    expect(changes(view(), view({ hand_raised_at: null }), "me", {})).toEqual(["hand_lowered"]);
    expect(changes(view(), view({ hand_raised_at: null }), "me", { hand: false })).toEqual([]);
  });

  it("the opening is told once", () => {
    const before = view({}, { state: "scheduled", recording: "off" });
    expect(changes(before, view(), "me", {})).toEqual(["opened"]);
    expect(changes(view(), view(), "me", {})).toEqual([]);
  });
});
