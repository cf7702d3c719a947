import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Hearing } from "./hearing.svelte";

/** As much of an audio element as is used, with a clock of its own. */
class Sound {
  src = "";
  currentTime = 0;
  readyState = 0;
  seeking = false;
  ended = false;
  running = false;
  load() {
    this.readyState = 0;
  }
  play() {
    this.running = true;
    return Promise.resolve();
  }
  pause() {
    this.running = false;
  }
}

const sentence = { utterance: "u1", track: "t 1", t0: 10_000, t1: 14_000 };

function started() {
  const sound = new Sound();
  const hearing = new Hearing();
  const close = hearing.use(sound as unknown as HTMLAudioElement);
  hearing.play(sentence);
  sound.readyState = 1;
  hearing.ready();
  hearing.playing();
  return { sound, hearing, close };
}

describe("hearing a sentence", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("HTMLMediaElement", { HAVE_NOTHING: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("starts three seconds before it, once the recording can be moved", () => {
    const { sound, hearing, close } = started();
    expect(sound.src).toBe("/api/tracks/t%201/sound");
    expect(sound.currentTime).toBe(7);
    expect(hearing.current).toBe("u1");
    close();
  });

  it("stops one second after it", () => {
    const { sound, hearing, close } = started();
    sound.currentTime = 14.9;
    vi.advanceTimersByTime(50);
    expect(hearing.state).toBe("playing");
    sound.currentTime = 15;
    vi.advanceTimersByTime(50);
    expect(hearing.state).toBe("stopped");
    expect(sound.running).toBe(false);
    close();
  });

  it("goes on past the sentence only when asked to", () => {
    const { sound, hearing, close } = started();
    sound.currentTime = 15;
    vi.advanceTimersByTime(50);
    hearing.goOn();
    hearing.playing();
    sound.currentTime = 40;
    vi.advanceTimersByTime(50);
    expect(hearing.state).toBe("playing");
    sound.ended = true;
    vi.advanceTimersByTime(50);
    expect(hearing.state).toBe("idle");
    close();
  });

  it("after a pause still stops at the end of the sentence", () => {
    const { sound, hearing, close } = started();
    hearing.pause();
    hearing.goOn();
    hearing.playing();
    sound.currentTime = 15;
    vi.advanceTimersByTime(50);
    expect(hearing.state).toBe("stopped");
    close();
  });

  it("plays another sentence of the same recording without fetching it again", () => {
    const { sound, hearing, close } = started();
    const load = vi.spyOn(sound, "load");
    hearing.play({ ...sentence, utterance: "u2", t0: 60_000, t1: 61_000 });
    expect(load).not.toHaveBeenCalled();
    expect(sound.currentTime).toBe(57);
    expect(hearing.current).toBe("u2");
    close();
  });

  it("fetches again after a failure", () => {
    const { sound, hearing, close } = started();
    hearing.failed();
    expect(hearing.state).toBe("failed");
    const load = vi.spyOn(sound, "load");
    hearing.play(sentence);
    expect(load).toHaveBeenCalled();
    close();
  });

  it("falls silent when the page is left", () => {
    const { sound, close } = started();
    close();
    expect(sound.running).toBe(false);
  });
});
