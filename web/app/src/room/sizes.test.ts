import { describe, expect, it } from "vitest";
import { encodings, SizeSwitch } from "./sizes";

const short = (lines: number | undefined, wanted: string[] | null = null) =>
  encodings(lines, wanted).map(({ rid, active, scaleResolutionDownBy }) => [rid, active, scaleResolutionDownBy]);

describe("the sizes of the own camera", () => {
  it("are 180, 360 and 720 lines, from small to large", () => {
    const all = [["q", true, 4], ["h", true, 2], ["f", true, 1]];
    expect(short(720)).toEqual(all);
    expect(short(undefined)).toEqual(all);
    expect(short(1080)).toEqual([["q", true, 6], ["h", true, 3], ["f", true, 1.5]]);
  });

  it("are two for a camera of few lines", () => {
    expect(short(360)).toEqual([["q", true, 2], ["h", true, 1], ["f", false, 1]]);
    expect(short(480, ["f", "q"])).toEqual([["q", true, 480 / 180], ["h", false, 480 / 360], ["f", false, 480 / 360]]);
  });

  it("that nobody watches are not sent", () => {
    expect(short(720, ["h"]).map(([rid, active]) => [rid, active])).toEqual([["q", false], ["h", true], ["f", false]]);
    expect(short(720, []).every(([, active]) => active === false)).toBe(true);
  });
});

const turns = async (count: number) => {
  for (let i = 0; i < count; i += 1) await Promise.resolve();
};

/** A sender that takes its time, and refuses parameters that are not its newest, as browsers do. */
class SlowSender {
  #version = 0;
  set: { version: number; encodings: RTCRtpEncodingParameters[] }[] = [];
  now: RTCRtpEncodingParameters[];
  constructor(count: number) {
    this.now = encodings(720, null).slice(0, count);
  }
  getParameters() {
    return { version: this.#version, encodings: this.now.map((encoding) => ({ ...encoding })) };
  }
  async setParameters(parameters: { version: number; encodings: RTCRtpEncodingParameters[] }) {
    await turns(5);
    if (parameters.version !== this.#version) throw new Error("InvalidStateError");
    this.#version += 1;
    this.now = parameters.encodings;
    this.set.push(parameters);
  }
}

const switchOf = (sender: SlowSender) => new SizeSwitch(sender as unknown as RTCRtpSender);
const settled = () => turns(100);

describe("switching them", () => {
  it("ends with the newest word, however fast the words come", async () => {
    const sender = new SlowSender(3);
    const sizes = switchOf(sender);
    sizes.want(["q"]);
    sizes.want(["q", "f"]);
    sizes.want(["h"]);
    sizes.camera(720);
    await settled();
    expect(sender.now.map((encoding) => encoding.active)).toEqual([false, true, false]);
    expect(sender.set.length).toBeLessThanOrEqual(2);
  });

  it("follows a camera that has fewer lines than the last one", async () => {
    const sender = new SlowSender(3);
    const sizes = switchOf(sender);
    sizes.want(["q", "f"]);
    await settled();
    sizes.camera(360);
    await settled();
    expect(sender.now.map((encoding) => [encoding.active, encoding.scaleResolutionDownBy])).toEqual([[true, 2], [false, 1], [false, 1]]);
  });

  it("leaves a browser alone that sends one size", async () => {
    const sender = new SlowSender(1);
    switchOf(sender).want([]);
    await settled();
    expect(sender.set).toEqual([]);
  });
});
