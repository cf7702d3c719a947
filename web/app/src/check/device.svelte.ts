// One device of this computer, microphone or camera: asked for, working, refused, missing, pulled out, back again.

import type { DeviceKind } from "../wire";
import { audioConstraints, rememberDevice, rememberedDevice, videoConstraints } from "./constraints";

export type DeviceStatus = "idle" | "asking" | "working" | "off" | "refused" | "missing" | "busy" | "lost" | "unsupported";

/** What happened to a device in mid-use. */
export type DeviceEvent =
  | { what: "lost"; label: string }
  | { what: "switched"; label: string }
  | { what: "no_other" }
  | { what: "back"; label: string };

export interface DeviceListener {
  /** The track to send changed; null when there is none. */
  track(kind: DeviceKind, track: MediaStreamTrack | null): void;
  event(kind: DeviceKind, event: DeviceEvent): void;
}

export class LocalDevice {
  status: DeviceStatus = $state("idle");
  track: MediaStreamTrack | null = $state.raw(null);
  choices: MediaDeviceInfo[] = $state.raw([]);
  deviceId: string | null = $state(null);
  listener: DeviceListener | null = null;
  #turn = 0;

  constructor(readonly kind: DeviceKind) {}

  get working(): boolean {
    return this.status === "working";
  }

  get label(): string {
    return this.track?.label ?? "";
  }

  /** Asks the browser for the device; the remembered one when none is named, and any other when that one is gone. */
  async open(deviceId: string | null = rememberedDevice(this.kind)): Promise<boolean> {
    if (!supported()) {
      this.status = "unsupported";
      return false;
    }
    const turn = ++this.#turn;
    this.status = "asking";
    try {
      const track = await this.#ask(deviceId);
      if (turn !== this.#turn) {
        track.stop();
        return false;
      }
      this.take(track);
      return true;
    } catch (error) {
      if (turn === this.#turn) this.fail(error);
      return false;
    }
  }

  /** Uses a track that was asked for elsewhere (microphone and camera in one question). */
  take(track: MediaStreamTrack): void {
    this.#turn += 1;
    this.#release();
    this.track = track;
    this.deviceId = track.getSettings().deviceId ?? null;
    this.status = "working";
    track.addEventListener("ended", () => {
      if (this.track === track) void this.#lost(track.label);
    });
    this.listener?.track(this.kind, track);
  }

  fail(error: unknown): void {
    this.#release();
    const name = error instanceof DOMException || error instanceof Error ? error.name : "";
    this.status = name === "NotAllowedError" || name === "SecurityError" ? "refused" : name === "NotReadableError" || name === "AbortError" ? "busy" : "missing";
    this.listener?.track(this.kind, null);
  }

  /** The person chose a device from the list. */
  async choose(deviceId: string): Promise<void> {
    rememberDevice(this.kind, deviceId);
    await this.open(deviceId);
  }

  /** Lets go of the device; its light goes out. */
  close(status: DeviceStatus = "off"): void {
    this.#turn += 1;
    this.#release();
    this.status = status;
    this.listener?.track(this.kind, null);
  }

  setChoices(all: MediaDeviceInfo[]): void {
    const wanted = this.kind === "microphone" ? "audioinput" : "videoinput";
    this.choices = all.filter((device) => device.kind === wanted && device.deviceId !== "");
  }

  /** The list of devices changed: one that was missing may be there now. */
  async devicesChanged(all: MediaDeviceInfo[]): Promise<void> {
    this.setChoices(all);
    const waiting = this.status === "missing" || this.status === "lost";
    if (waiting && this.choices.length > 0 && (await this.open())) {
      this.listener?.event(this.kind, { what: "back", label: this.label });
    }
  }

  async #ask(deviceId: string | null): Promise<MediaStreamTrack> {
    try {
      return await getTrack(this.kind, deviceId);
    } catch (error) {
      const gone = error instanceof DOMException && (error.name === "OverconstrainedError" || error.name === "NotFoundError");
      if (deviceId !== null && gone) return getTrack(this.kind, null);
      throw error;
    }
  }

  async #lost(label: string): Promise<void> {
    this.#turn += 1;
    this.#release();
    this.status = "lost";
    this.listener?.track(this.kind, null);
    this.listener?.event(this.kind, { what: "lost", label });
    this.setChoices(await navigator.mediaDevices.enumerateDevices().catch(() => []));
    const found = this.choices.length > 0 && (await this.open(null));
    if (!found) this.status = "lost";
    this.listener?.event(this.kind, found ? { what: "switched", label: this.label } : { what: "no_other" });
  }

  #release(): void {
    const track = this.track;
    this.track = null;
    track?.stop();
  }
}

export function supported(): boolean {
  // Absent on pages the browser holds to be insecure.
  return (navigator.mediaDevices as MediaDevices | undefined) !== undefined;
}

async function getTrack(kind: DeviceKind, deviceId: string | null): Promise<MediaStreamTrack> {
  const stream = await navigator.mediaDevices.getUserMedia(
    kind === "microphone" ? { audio: audioConstraints(deviceId) } : { video: videoConstraints(deviceId) },
  );
  const [track] = stream.getTracks();
  if (track === undefined) throw new DOMException("no track", "NotFoundError");
  return track;
}
