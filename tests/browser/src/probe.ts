// What a test sees inside a page, put there before the application's own code: its sockets, connections, microphones and players.
// Everything is wrapped, nothing replaced: the application does what it would do without it.

import type { Caption, RefusalText, RoomView, ServerMessage } from "../../../web/app/src/wire.ts";

/** A stretch of speech at the microphone, milliseconds since 1970. */
export interface Talk {
  from: number;
  /** Open while speech goes on. */
  to: number | null;
}

export interface HeardCaption {
  caption: Caption;
  /** When the message had come and the next picture of the page was drawn, milliseconds since 1970. */
  at: number;
}

export interface Probe {
  /** Everything said at this page's microphone. */
  talk: Talk[];
  captions: HeardCaption[];
  /** Final captions that a greeting brought, by id. */
  remembered: Record<string, string>;
  refusals: RefusalText[];
  /** Sockets opened so far, and greetings received. */
  sockets: number;
  welcomes: number;
  /** Participant of this page. */
  you: string;
  /** The room as it was last told. */
  room: RoomView | null;
  /** When something was last clicked, milliseconds since 1970. */
  clicked: number;
  connections: RTCPeerConnection[];
  streams: MediaStream[];
  players: HTMLMediaElement[];
}

declare global {
  interface Window {
    probe: Probe;
  }
}

/** Runs in the page. Must hold everything it uses. */
export function install(speechLevel: number): void {
  const probe: Probe = {
    talk: [],
    captions: [],
    remembered: {},
    refusals: [],
    sockets: 0,
    welcomes: 0,
    you: "",
    room: null,
    clicked: 0,
    connections: [],
    streams: [],
    players: [],
  };
  window.probe = probe;
  const now = () => performance.timeOrigin + performance.now();

  document.addEventListener("click", () => (probe.clicked = now()), { capture: true });

  const hear = (message: ServerMessage) => {
    switch (message.type) {
      case "caption":
        requestAnimationFrame(() => probe.captions.push({ caption: message.caption, at: now() }));
        break;
      case "welcome":
        probe.welcomes += 1;
        probe.you = message.you;
        probe.room = message.room;
        for (const caption of message.captions) if (caption.state === "final") probe.remembered[caption.id] = caption.text;
        break;
      case "room":
        probe.room = message.room;
        break;
      case "refused":
      case "put_out":
        probe.refusals.push(message.refusal);
        break;
    }
  };
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      probe.sockets += 1;
      this.addEventListener("message", (event) => {
        if (typeof event.data === "string") hear(JSON.parse(event.data) as ServerMessage);
      });
    }
  };

  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      probe.connections.push(this);
    }
  };

  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    if (!probe.players.includes(this)) probe.players.push(this);
    return play.call(this);
  };

  // A pause within a sentence is shorter than this; the silence around the words is longer.
  const longestPause = 1500;
  let newest = 0;
  const listen = async (track: MediaStreamTrack) => {
    const mine = ++newest;
    // Breakout boxes are not in TypeScript's library.
    const Processor = (window as unknown as { MediaStreamTrackProcessor: new (init: { track: MediaStreamTrack }) => { readable: ReadableStream<AudioData> } })
      .MediaStreamTrackProcessor;
    const reader = new Processor({ track }).readable.getReader();
    // Frames carry the capture clock. The least delay ever seen between it and the wall clock ties the two together, however
    // late the page comes round to reading a frame.
    let offset = Infinity;
    let lastLoud = -Infinity;
    let open: Talk | null = null;
    while (mine === newest) {
      const { value, done } = await reader.read();
      if (done) break;
      const samples = new Float32Array(value.numberOfFrames);
      value.copyTo(samples, { planeIndex: 0, format: "f32-planar" });
      const ends = (value.timestamp + value.duration) / 1000;
      offset = Math.min(offset, now() - ends);
      const length = value.duration / 1000;
      value.close();
      let sum = 0;
      for (const sample of samples) sum += sample * sample;
      const loud = 10 * Math.log10(sum / samples.length + 1e-12) >= speechLevel;
      const at = offset + ends;
      if (loud) {
        lastLoud = at;
        if (!open) probe.talk.push((open = { from: at - length, to: null }));
      } else if (open && at - lastLoud > longestPause) {
        open.to = lastLoud;
        open = null;
      }
    }
    await reader.cancel();
    track.stop();
  };

  const devices = navigator.mediaDevices;
  if (devices) {
    const ask = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      const stream = await ask(constraints);
      probe.streams.push(stream);
      // A clone: closing the application's microphone does not stop this ear.
      const [microphone] = stream.getAudioTracks();
      if (microphone) void listen(microphone.clone());
      return stream;
    };
  }
}
