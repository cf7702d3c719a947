// Plays what was said: one audio element, moved from recording to recording as the talk goes on.

import type { TrackId, Utterance, UtteranceId } from "../wire";

export type PlayerState = "idle" | "loading" | "playing" | "paused" | "failed";

/** How fast it can be heard; 1 is as it was said. */
export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;
/** One step back, milliseconds. */
const BACK = 3_000;

export class Player {
  state: PlayerState = $state("idle");
  /** The sentence being heard. */
  current: UtteranceId | null = $state(null);
  /** Where in its recording, milliseconds. */
  at = $state(0);
  /** After a sentence, the next one by time. */
  goOn = $state(true);
  /** How fast, of `RATES`; the pitch stays. */
  rate: number = $state(1);
  /** What was heard last, for going back after its end. */
  #last: Utterance | null = null;
  #element: HTMLAudioElement | null = null;
  #track: TrackId | null = null;
  #wantedAt: number | null = null;

  constructor(private readonly next: (id: UtteranceId) => Utterance | null) {}

  /** The page's audio element. */
  use(element: HTMLAudioElement): () => void {
    this.#element = element;
    this.#setRate();
    const frame = setInterval(() => this.#follow(), 50);
    return () => {
      clearInterval(frame);
      element.pause();
      this.#element = null;
    };
  }

  /** From `ms` of the sentence's recording, or from its beginning. */
  play(utterance: Utterance, ms: number = utterance.t0): void {
    const element = this.#element;
    if (element === null) return;
    this.current = utterance.id;
    this.#last = utterance;
    this.#end = utterance.t1;
    this.state = "loading";
    this.at = ms;
    if (this.#track !== utterance.track) {
      this.#track = utterance.track;
      this.#wantedAt = ms;
      element.src = `/api/tracks/${encodeURIComponent(utterance.track)}/sound`;
      element.load();
    } else if (element.readyState === HTMLMediaElement.HAVE_NOTHING) {
      this.#wantedAt = ms;
    } else {
      element.currentTime = ms / 1000;
    }
    this.#start(element);
  }

  pause(): void {
    this.#element?.pause();
    this.state = "paused";
  }

  resume(): void {
    if (this.#element !== null) this.#start(this.#element);
  }

  /** Three seconds back in the same recording, also beyond the beginning of the sentence. */
  back(): void {
    const element = this.#element;
    const last = this.#last;
    if (element === null || last === null) return;
    if (this.current === null) {
      this.play(last, Math.max(0, last.t1 - BACK));
    } else {
      this.at = Math.max(0, this.at - BACK);
      if (this.#wantedAt !== null) this.#wantedAt = this.at;
      else element.currentTime = this.at / 1000;
    }
  }

  /** The next faster (1) or slower (-1) of the rates. */
  faster(step: 1 | -1): void {
    const place = RATES.findIndex((rate) => rate === this.rate);
    this.setRate(RATES[Math.min(RATES.length - 1, Math.max(0, place + step))] ?? 1);
  }

  setRate(rate: number): void {
    this.rate = rate;
    this.#setRate();
  }

  #setRate(): void {
    if (this.#element === null) return;
    // A recording that is loaded begins with the default.
    this.#element.defaultPlaybackRate = this.rate;
    this.#element.playbackRate = this.rate;
  }

  /** The recording's head is there: now it can be moved. */
  ready(): void {
    if (this.#element === null || this.#wantedAt === null) return;
    this.#element.currentTime = this.#wantedAt / 1000;
    this.#wantedAt = null;
  }

  failed(): void {
    if (this.#track === null) return;
    this.state = "failed";
    this.#track = null;
  }

  playing(): void {
    this.state = "playing";
  }

  #end = 0;

  #start(element: HTMLAudioElement): void {
    void element.play().catch((error: unknown) => {
      const name = error instanceof DOMException ? error.name : "";
      // The browser lets nothing sound before somebody has touched the page: then it waits for the button.
      if (name === "NotAllowedError") this.state = "paused";
      // Being moved to another sentence while starting is no failure.
      else if (name !== "AbortError") this.failed();
    });
  }

  #follow(): void {
    const element = this.#element;
    if (element === null || this.state !== "playing" || element.seeking || this.#wantedAt !== null) return;
    this.at = element.currentTime * 1000;
    if (this.at >= this.#end || element.ended) this.#sentenceOver();
  }

  #sentenceOver(): void {
    const following = this.goOn && this.current !== null ? this.next(this.current) : null;
    if (following !== null) this.play(following);
    else {
      this.#element?.pause();
      this.state = "idle";
      this.current = null;
    }
  }
}
