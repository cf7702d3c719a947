// The media lines of one offer, in the order the server expects: own voice, own picture, voices to hear, pictures to see.
// They are made once; who is heard and seen in them is changed by the server without a new offer.

import { encodings, ONE_SIZE, SizeSwitch } from "./sizes";

export const VOICES = 4;
export const PICTURES = 4;
/** Whoever presides sees up to seven small pictures beside the main one. */
export const PICTURES_PRESIDING = 8;

export interface OwnLines {
  voice: RTCRtpSender;
  picture: RTCRtpSender;
  sizes: SizeSwitch;
}

export function addLines(
  connection: RTCPeerConnection,
  pictures: number,
  microphone: MediaStreamTrack | null,
  camera: MediaStreamTrack | null,
): OwnLines {
  // A line without a track still stands, so that a device found later needs no new offer.
  const voice = connection.addTransceiver(microphone ?? "audio", { direction: "sendonly" });
  prefer(voice, "audio", /^audio\/opus$/i);
  const picture = cameraLine(connection, camera);
  prefer(picture, "video", VP8);
  for (let i = 0; i < VOICES; i += 1) {
    prefer(connection.addTransceiver("audio", { direction: "recvonly" }), "audio", /^audio\/opus$/i);
  }
  for (let i = 0; i < pictures; i += 1) {
    prefer(connection.addTransceiver("video", { direction: "recvonly" }), "video", VP8);
  }
  const sizes = new SizeSwitch(picture.sender);
  sizes.camera(linesOf(camera));
  return { voice: voice.sender, picture: picture.sender, sizes };
}

/** Lines of the picture a camera takes; unknown without a camera. */
export function linesOf(camera: MediaStreamTrack | null): number | undefined {
  return camera?.getSettings?.().height;
}

function cameraLine(connection: RTCPeerConnection, camera: MediaStreamTrack | null): RTCRtpTransceiver {
  const line = (sendEncodings: RTCRtpEncodingParameters[]) =>
    connection.addTransceiver(camera ?? "video", { direction: "sendonly", sendEncodings });
  try {
    // As if the camera had many lines: sizes can be switched off later, not added.
    return line(encodings(undefined, null));
  } catch {
    // An older browser that cannot send several sizes.
    return line([ONE_SIZE]);
  }
}

/** VP8 with its retransmission: the server forwards nothing else, and a short offer is answered sooner. */
const VP8 = /^video\/(vp8|rtx)$/i;

function prefer(transceiver: RTCRtpTransceiver, kind: "audio" | "video", wanted: RegExp): void {
  const codecs = RTCRtpReceiver.getCapabilities(kind)?.codecs.filter((codec) => wanted.test(codec.mimeType)) ?? [];
  if (codecs.length === 0 || typeof transceiver.setCodecPreferences !== "function") return;
  try {
    transceiver.setCodecPreferences(codecs);
  } catch {
    // An older browser that insists on its own list: the server chooses from that.
  }
}

/** The tracks received on these lines, in the server's order; a line that is not there has none. */
export function tracksOf(connection: RTCPeerConnection, mids: readonly string[]): (MediaStreamTrack | null)[] {
  const byMid = new Map(connection.getTransceivers().map((transceiver) => [transceiver.mid, transceiver.receiver.track]));
  return mids.map((mid) => byMid.get(mid) ?? null);
}
