import { beforeEach, describe, expect, it, vi } from "vitest";
import type { LocalMedia } from "../check/localMedia.svelte";
import type { Caption, ClientMessage, ParticipantView, Refusal, RefusalText, RoomView, ServerMessage } from "../wire";
import type { Change } from "./changes";
import { RoomStore } from "./room.svelte";
import type { LineEvents } from "./socket";
import { TestClock } from "./testClock";

/** Media are tried in real browsers; here a connection only has to exist. */
class NoMedia {
  connectionState = "new";
  localDescription = { sdp: "v=0" };
  addTransceiver() {
    return { sender: { replaceTrack: () => Promise.resolve(), getParameters: () => ({ encodings: [] }) } };
  }
  createOffer() {
    return Promise.resolve({});
  }
  setLocalDescription() {
    return Promise.resolve();
  }
  close() {
    this.connectionState = "closed";
  }
}

const me: ParticipantView = {
  id: "me", name: "Hồ Văn Ơn", post: "Chủ tịch", unit_name: "xã Hiếu Giang", site: "s1", hall: false, presides: false, chair: false,
  connected: true, muted: true, camera: true, hand_raised_at: null, device_trouble: null,
};
const view = (mine: Partial<ParticipantView> = {}, more: Partial<RoomView> = {}): RoomView => ({
  meeting: "m1", title: "Giao ban", state: "live", opened_at: 1, floor: null, participants: [{ ...me, ...mine }], sites: [],
  recording: "on", captions: "writing", ...more,
});
const welcome = (room: RoomView = view(), captions: Caption[] = []): ServerMessage => ({ type: "welcome", you: "me", presides: false, room, captions, server_time: 0 });
const said = (id: string, began_at: number): Caption => ({ id, state: "final", participant: "me", name: "", post: "", unit_name: "", began_at, text: id });
const no = (code: Refusal): RefusalText => ({ code, vi: code, en: code });

describe("this machine in the room", () => {
  let clock: TestClock;
  let lines: { events: LineEvents; sent: ClientMessage[] }[];
  let told: Change[];
  let refusals: string[];
  let microphone: { status: string; working: boolean; track: { enabled: boolean } | null };
  let camera: { status: string; working: boolean; track: object | null; open: () => Promise<boolean>; close: () => void };
  let store: RoomStore;

  const line = () => lines[lines.length - 1] as (typeof lines)[number];
  const hear = (message: ServerMessage) => line().events.message(JSON.stringify(message));
  const sent = (type: ClientMessage["type"]) => line().sent.filter((message) => message.type === type);
  const enter = (message = welcome()) => {
    line().events.opened();
    hear(message);
  };
  const breakLine = () => {
    line().events.closed();
    clock.advance(600);
  };

  beforeEach(() => {
    vi.stubGlobal("RTCPeerConnection", NoMedia);
    vi.stubGlobal("RTCRtpReceiver", { getCapabilities: () => null });
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
    clock = new TestClock();
    lines = [];
    told = [];
    refusals = [];
    microphone = { status: "working", working: true, track: { enabled: true } };
    camera = {
      status: "working", working: true, track: {},
      open: vi.fn(() => Promise.resolve(true)),
      close: vi.fn(() => {
        camera.track = null;
        camera.status = "off";
      }),
    };
    store = new RoomStore(
      "m1",
      { microphone, camera } as unknown as LocalMedia,
      (events) => {
        const sentHere: ClientMessage[] = [];
        lines.push({ events, sent: sentHere });
        return { send: (text) => sentHere.push(JSON.parse(text) as ClientMessage), close: () => undefined };
      },
      clock,
      { change: (change) => told.push(change), refused: (refusal) => refusals.push(refusal.code), returned: () => undefined },
    );
    store.start();
  });

  it("is not heard before the room says that its microphone is open", () => {
    expect(microphone.track?.enabled).toBe(false);
    enter();
    expect(microphone.track?.enabled).toBe(false);
    hear({ type: "room", room: view({ muted: false }, { floor: "me" }) });
    expect(microphone.track?.enabled).toBe(true);
    expect(told).toEqual(["invited"]);
  });

  it("mutes at once, without waiting for the room", () => {
    enter(welcome(view({ muted: false })));
    store.want({ muted: true });
    expect(microphone.track?.enabled).toBe(false);
    expect(sent("set_muted")).toEqual([{ type: "set_muted", muted: true }]);
  });

  it("being muted by the chair closes the microphone and is told", () => {
    enter(welcome(view({ muted: false })));
    hear({ type: "room", room: view({ muted: true }) });
    expect(microphone.track?.enabled).toBe(false);
    expect(told).toEqual(["muted_by_chair"]);
  });

  it("a wish the room did not take up is given up", () => {
    enter();
    store.want({ muted: false });
    expect(store.muted).toBe(false);
    clock.advance(4000);
    expect(store.muted).toBe(true);
    expect(microphone.track?.enabled).toBe(false);
  });

  it("what was pressed during an outage is said after it", () => {
    enter(welcome(view({ muted: false })));
    line().events.closed();
    store.want({ muted: true, hand: true });
    clock.advance(600);
    enter(welcome(view({ muted: false })));
    expect(sent("set_muted")).toEqual([{ type: "set_muted", muted: true }]);
    expect(sent("raise_hand")).toEqual([{ type: "raise_hand", raised: true }]);
  });

  it("an outage loses no caption and doubles none", () => {
    enter(welcome(view(), [said("a", 1), said("b", 2)]));
    breakLine();
    expect(store.online).toBe(false);
    enter(welcome(view(), [said("b", 2), said("c", 3)]));
    expect(store.log.finals.map((caption) => caption.id)).toEqual(["a", "b", "c"]);
    expect(store.online).toBe(true);
  });

  it("its own dead socket, not yet noticed by the server, is taken over without a question", () => {
    enter();
    breakLine();
    line().events.opened();
    hear({ type: "refused", refusal: no("already_joined") });
    expect(sent("join")).toEqual([
      { type: "join", take_over: false },
      { type: "join", take_over: true },
    ]);
    hear(welcome());
    expect(store.phase.is).toBe("inside");
  });

  it("another machine is asked about first", () => {
    line().events.opened();
    hear({ type: "refused", refusal: no("already_joined") });
    expect(store.phase.is).toBe("elsewhere");
    store.moveHere();
    line().events.opened();
    expect(sent("join")).toEqual([{ type: "join", take_over: true }]);
  });

  it("taken over by another machine, it stays out until asked back", () => {
    enter();
    hear({ type: "put_out", refusal: no("taken_over") });
    line().events.closed();
    clock.advance(60_000);
    expect(lines).toHaveLength(1);
    expect(store.phase.is).toBe("taken_over");
  });

  it("coming back never switches on a camera that was off here", () => {
    enter();
    store.want({ camera: false });
    expect(camera.status).toBe("off");
    hear({ type: "room", room: view({ camera: false }) });
    breakLine();
    enter(welcome(view({ camera: true })));
    expect(camera.open).not.toHaveBeenCalled();
    expect(sent("set_camera")).toEqual([{ type: "set_camera", on: false }]);
  });

  it("a device that stops is told once, and that it works again once", () => {
    enter();
    microphone.status = "lost";
    microphone.track = null;
    store.trackChanged("microphone", null);
    store.trackChanged("microphone", null);
    microphone.status = "working";
    store.trackChanged("microphone", null);
    expect(sent("device")).toEqual([
      { type: "device", kind: "microphone", working: false },
      { type: "device", kind: "microphone", working: true },
    ]);
  });

  it("the end of the meeting is the end of trying", () => {
    enter();
    hear({ type: "room", room: view({}, { state: "ended" }) });
    line().events.closed();
    clock.advance(60_000);
    expect(store.phase.is).toBe("ended");
    expect(lines).toHaveLength(1);
  });

  it("a refused command is shown and the room goes on", () => {
    enter();
    hear({ type: "refused", refusal: no("not_presiding") });
    expect(refusals).toEqual(["not_presiding"]);
    expect(store.phase.is).toBe("inside");
  });

  it("a full room is not asked again and again", () => {
    line().events.opened();
    hear({ type: "refused", refusal: no("room_full") });
    line().events.closed();
    clock.advance(60_000);
    expect(lines).toHaveLength(1);
    expect(store.phase.is).toBe("refused");
  });
});
