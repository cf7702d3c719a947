// Microphone and camera of this computer together.

import { audioConstraints, rememberedDevice, videoConstraints } from "./constraints";
import { LocalDevice, supported, type DeviceListener } from "./device.svelte";

export class LocalMedia {
  readonly microphone = new LocalDevice("microphone");
  readonly camera = new LocalDevice("camera");

  set listener(listener: DeviceListener | null) {
    this.microphone.listener = listener;
    this.camera.listener = listener;
  }

  /** Asks for both in one question; whichever is refused or missing does not take the other with it. */
  async start(): Promise<void> {
    if (!supported()) {
      this.microphone.status = this.camera.status = "unsupported";
      return;
    }
    navigator.mediaDevices.addEventListener("devicechange", this.#changed);
    this.microphone.status = this.camera.status = "asking";
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: audioConstraints(rememberedDevice("microphone")),
        video: videoConstraints(rememberedDevice("camera")),
      });
      const [audio] = stream.getAudioTracks();
      const [video] = stream.getVideoTracks();
      if (audio !== undefined) this.microphone.take(audio);
      if (video !== undefined) this.camera.take(video);
    } catch {
      await this.microphone.open();
      await this.camera.open();
    }
    await this.#list();
  }

  close(): void {
    if (supported()) navigator.mediaDevices.removeEventListener("devicechange", this.#changed);
    this.listener = null;
    this.microphone.close("idle");
    this.camera.close("idle");
  }

  readonly #changed = () => {
    void navigator.mediaDevices.enumerateDevices().then(async (all) => {
      await this.microphone.devicesChanged(all);
      await this.camera.devicesChanged(all);
    });
  };

  async #list(): Promise<void> {
    const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    this.microphone.setChoices(all);
    this.camera.setChoices(all);
  }
}
