// Plays what was said: one audio element, moved from recording to recording as the talk goes on.

import type { TrackId, Utterance, UtteranceId } from "../wire";

export type PlayerState = "idle" | "loading" | "playing" | "paused" | "failed";

export class Player {
  state: PlayerState = $state("idle");
  /** The sentence being heard. */
  current: UtteranceId | null = $state(null);
  /** Where in its recording, milliseconds. */
  at = $state(0);
  /** After a sentence, the next one by time. */
  goOn = $state(true);
  #element: HTMLAudioElement | null = null;
  #track: TrackId | null = null;
  #wantedAt: number | null = null;

  constructor(private readonly next: (id: UtteranceId) => Utterance | null) {}

  /** The page's audio element. */
  use(element: HTMLAudioElement): () => void {
    this.#element = element;
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
