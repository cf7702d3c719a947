// Plays one sentence of a recording with what stands around it, and stops; going on is asked for.

import type { UtteranceId } from "../wire";
import { stretchOf, type Spoken } from "./moment";

export type HearingState = "idle" | "loading" | "playing" | "paused" | "stopped" | "failed";

export class Hearing {
  state: HearingState = $state("idle");
  /** The sentence asked for. */
  current: UtteranceId | null = $state(null);
  #element: HTMLAudioElement | null = null;
  #track: string | null = null;
  #wantedAt: number | null = null;
  /** Where to stop, milliseconds; none when somebody wanted to hear on. */
  #until: number | null = null;

  /** The page's audio element. */
  use(element: HTMLAudioElement): () => void {
    this.#element = element;
    const watch = setInterval(() => this.follow(), 50);
    return () => {
      clearInterval(watch);
      element.pause();
      this.#element = null;
    };
  }

  /** From three seconds before the sentence. */
  play(spoken: Spoken): void {
    const element = this.#element;
    if (element === null) return;
    const { from, to } = stretchOf(spoken);
    this.current = spoken.utterance;
    this.#until = to;
    this.state = "loading";
    if (this.#track !== spoken.track) {
      this.#track = spoken.track;
      this.#wantedAt = from;
      element.src = `/api/tracks/${encodeURIComponent(spoken.track)}/sound`;
      element.load();
    } else if (element.readyState === HTMLMediaElement.HAVE_NOTHING) {
      this.#wantedAt = from;
    } else {
      element.currentTime = from / 1000;
    }
    this.#start(element);
  }

  pause(): void {
    this.#element?.pause();
    this.state = "paused";
  }

  /** After a pause to the end of the sentence, after its end as far as the recording goes. */
  goOn(): void {
    if (this.#element === null) return;
    if (this.state === "stopped") this.#until = null;
    this.#start(this.#element);
  }

  /** The recording's head is there: now it can be moved. */
  ready(): void {
    if (this.#element === null || this.#wantedAt === null) return;
    this.#element.currentTime = this.#wantedAt / 1000;
    this.#wantedAt = null;
  }

  playing(): void {
    this.state = "playing";
  }

  failed(): void {
    if (this.#track === null) return;
    this.state = "failed";
    this.#track = null;
  }

  /** Stops at the end of what was asked for. */
  follow(): void {
    const element = this.#element;
    if (element === null || this.state !== "playing" || element.seeking || this.#wantedAt !== null) return;
    if (element.ended) this.state = "idle";
    else if (this.#until !== null && element.currentTime * 1000 >= this.#until) {
      element.pause();
      this.state = "stopped";
    }
  }

  #start(element: HTMLAudioElement): void {
    void element.play().catch((error: unknown) => {
      // Being moved to another sentence while starting is no failure.
      if (!(error instanceof DOMException && error.name === "AbortError")) this.failed();
    });
  }
}
