import { describe, expect, it } from "vitest";
import type { ParticipantView } from "../wire";
import { messages, outstanding } from "./intent";

const me: ParticipantView = {
  id: "p", name: "An", post: "", unit_name: "", site: "s", hall: false, presides: false, chair: false, connected: true,
  muted: false, camera: true, hand_raised_at: null, device_trouble: null,
};

describe("own wishes", () => {
  it("are forgotten once the room shows them", () => {
    expect(outstanding({ muted: false, hand: false }, me)).toEqual({});
  });

  it("made during an outage are said again after it", () => {
    const left = outstanding({ muted: true, camera: true, hand: true }, me);
    expect(messages(left)).toEqual([
      { type: "set_muted", muted: true },
      { type: "raise_hand", raised: true },
    ]);
  });
});
