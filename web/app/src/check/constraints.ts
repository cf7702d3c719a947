// What is asked of microphone and camera.

import type { DeviceKind } from "../wire";

/** `?tho=1` on the address the page was opened with: sound as the device gives it, for measuring. */
const raw = new URLSearchParams(location.search).get("tho") === "1";

export function audioConstraints(deviceId: string | null): MediaTrackConstraints {
  const processing = !raw;
  return {
    ...chosen(deviceId),
    channelCount: { ideal: 1 },
    echoCancellation: processing,
    noiseSuppression: processing,
    autoGainControl: processing,
  };
}

/** Taken large: a room with a weak line is served by a smaller size of the same picture, and the largest is sent when it is watched. */
export function videoConstraints(deviceId: string | null): MediaTrackConstraints {
  return {
    ...chosen(deviceId),
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 20, max: 20 },
  };
}

function chosen(deviceId: string | null): MediaTrackConstraints {
  return deviceId === null ? {} : { deviceId: { exact: deviceId } };
}

const kept = (kind: DeviceKind) => `giaoban.device.${kind}`;

export function rememberedDevice(kind: DeviceKind): string | null {
  try {
    return localStorage.getItem(kept(kind));
  } catch {
    return null;
  }
}

export function rememberDevice(kind: DeviceKind, deviceId: string): void {
  try {
    localStorage.setItem(kept(kind), deviceId);
  } catch {
    // Not remembered: it is chosen again next time.
  }
}
