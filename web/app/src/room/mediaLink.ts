// Sound and picture to and from the server: one peer connection at a time, and another one whenever it fails. Its troubles are
// its own: the socket and the captions go on without it.

import type { RefusalText, ServerMessage } from "../wire";
import { waitBefore } from "./backoff";
import { addLines, linesOf, tracksOf, type OwnLines } from "./lines";
import { offerText } from "./offer";
import type { Clock } from "./socket";

export type MediaState = "off" | "connecting" | "connected" | "broken";

/** The server's answer to an offer must come within this, or another offer is made. */
const ANSWER_WITHIN = 8_000;
/** From the answer to the first packet through the firewall. */
const CONNECT_WITHIN = 10_000;
/** "disconnected" often heals by itself. */
const HEAL_WITHIN = 3_000;

export interface MediaEvents {
  /** To be sent to the server; false when it could not be. */
  offer(sdp: string): boolean;
  state(state: MediaState): void;
  voices(tracks: (MediaStreamTrack | null)[]): void;
  pictures(tracks: (MediaStreamTrack | null)[]): void;
  /** The server cannot use what this browser offers. */
  refused(refusal: RefusalText): void;
}

type Answer = Extract<ServerMessage, { type: "answer" }>;

export class MediaLink {
  #connection: RTCPeerConnection | null = null;
  #own: OwnLines | null = null;
  #microphone: MediaStreamTrack | null = null;
  #camera: MediaStreamTrack | null = null;
  #pictures = 0;
  #attempt = 0;
  #cancel: (() => void) | null = null;
  /** Connections whose offers were sent on this socket and not answered yet, oldest first. */
  #asked: RTCPeerConnection[] = [];
  #state: MediaState = "off";

  constructor(
    private readonly clock: Clock,
    private readonly events: MediaEvents,
  ) {}

  get connection(): RTCPeerConnection | null {
    return this.#connection;
  }

  setMicrophone(track: MediaStreamTrack | null): void {
    this.#microphone = track;
    void this.#own?.voice.replaceTrack(track).catch(() => undefined);
  }

  setCamera(track: MediaStreamTrack | null): void {
    this.#camera = track;
    void this.#own?.picture.replaceTrack(track).catch(() => undefined);
    if (track !== null) this.#own?.sizes.camera(linesOf(track));
  }

  /** Which sizes of the own camera somebody watches. */
  wantSizes(rids: readonly string[]): void {
    this.#own?.sizes.want(rids);
  }

  /** The room was joined on a new socket: whatever was asked on the old one will not be answered. */
  start(pictures: number): void {
    this.#asked = [];
    this.#pictures = pictures;
    this.#attempt = 0;
    this.#connect();
  }

  /** The socket is gone; what plays goes on playing until the room is joined again. */
  pause(): void {
    this.#asked = [];
    this.#wait(null);
  }

  stop(): void {
    this.pause();
    this.#drop();
    this.#say("off");
  }

  async answer(message: Answer): Promise<void> {
    const connection = this.#asked.shift();
    if (connection === undefined || connection !== this.#connection) return;
    try {
      await connection.setRemoteDescription({ type: "answer", sdp: message.sdp });
    } catch {
      if (connection === this.#connection) this.#retry();
      return;
    }
    if (connection !== this.#connection) return;
    this.events.voices(tracksOf(connection, message.audio_slots));
    this.events.pictures(tracksOf(connection, message.video_slots));
    if (connection.connectionState !== "connected") this.#wait(CONNECT_WITHIN);
  }

  /** An offer was refused. A browser without the required cipher is not asked again; anything else may have been the moment. */
  refuse(refusal: RefusalText): void {
    this.#asked.shift();
    this.events.refused(refusal);
    if (refusal.code === "media_cipher") {
      this.stop();
      this.#say("broken");
    } else {
      this.#retry();
    }
  }

  #connect(): void {
    this.#drop();
    if (this.#state !== "broken") this.#say("connecting");
    const connection = new RTCPeerConnection({ iceServers: [], bundlePolicy: "max-bundle" });
    this.#connection = connection;
    this.#own = addLines(connection, this.#pictures, this.#microphone, this.#camera);
    connection.onconnectionstatechange = () => {
      if (connection === this.#connection) this.#watch(connection.connectionState);
    };
    void this.#offer(connection);
  }

  async #offer(connection: RTCPeerConnection): Promise<void> {
    try {
      await connection.setLocalDescription(await connection.createOffer());
    } catch {
      if (connection === this.#connection) this.#retry();
      return;
    }
    if (connection !== this.#connection) return;
    const sdp = offerText(connection.localDescription?.sdp ?? "");
    // Without a socket there is nobody to ask; joining again starts over.
    if (!this.events.offer(sdp)) return;
    this.#asked.push(connection);
    this.#wait(ANSWER_WITHIN);
  }

  #watch(state: RTCPeerConnectionState): void {
    if (state === "connected") {
      this.#attempt = 0;
      this.#wait(null);
      this.#say("connected");
    } else if (state === "disconnected") {
      this.#say("broken");
      this.#wait(HEAL_WITHIN);
    } else if (state === "failed" || state === "closed") {
      this.#retry();
    }
  }

  /** Another connection after a pause that grows. */
  #retry(): void {
    this.#say("broken");
    const wait = waitBefore(this.#attempt, this.clock.random());
    this.#attempt += 1;
    this.#cancel?.();
    this.#cancel = this.clock.after(wait, () => this.#connect());
  }

  /** Gives the present step so long; null: as long as it likes. */
  #wait(limit: number | null): void {
    this.#cancel?.();
    this.#cancel = limit === null ? null : this.clock.after(limit, () => this.#retry());
  }

  #drop(): void {
    const connection = this.#connection;
    this.#connection = null;
    this.#own = null;
    if (connection === null) return;
    connection.onconnectionstatechange = null;
    connection.close();
  }

  #say(state: MediaState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.events.state(state);
  }
}
