import { describe, expect, it } from "vitest";
import type { ParticipantView, RoomView } from "../wire";
import { bySite, hands, standing } from "./roster";

function person(id: string, more: Partial<ParticipantView> = {}): ParticipantView {
  return {
    id, name: id, post: "", unit_name: "xã Cam An", site: "s1", hall: false, presides: false, chair: false,
    connected: true, muted: true, camera: false, hand_raised_at: null, device_trouble: null, ...more,
  };
}

function room(participants: ParticipantView[]): RoomView {
  return {
    meeting: "m", title: "", state: "live", opened_at: null, floor: null, participants, recording: "on", captions: "writing",
    sites: [
      { site: "s0", unit_name: "Hội trường", hall: true, present: true },
      { site: "s1", unit_name: "xã Cam An", hall: false, present: false },
    ],
  };
}

describe("the list of people", () => {
  it("keeps the order of sites and shows empty ones", () => {
    const groups = bySite(room([person("a", { site: "s0" })]));
    expect(groups.map((group) => group.people.length)).toEqual([1, 0]);
  });

  it("puts the chair first", () => {
    const groups = bySite(room([person("An"), person("Ý", { chair: true, presides: true }), person("Bình", { presides: true })]));
    expect(groups[1]?.people.map((one) => one.id)).toEqual(["Ý", "Bình", "An"]);
  });

  it("orders hands by the moment they went up", () => {
    const queue = hands(room([person("a", { hand_raised_at: 30 }), person("b", { hand_raised_at: 10 }), person("c")]));
    expect(queue.map((one) => one.id)).toEqual(["b", "a"]);
  });

  it("leaves no comma when somebody holds no post", () => {
    expect(standing({ post: "", unit_name: "xã Cam An" })).toBe("xã Cam An");
    expect(standing({ post: "Chủ tịch", unit_name: "xã Cam An" })).toBe("Chủ tịch, xã Cam An");
  });
});
