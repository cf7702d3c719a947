// The sizes in which the own camera is sent at once (simulcast). The server gives each screen the one that fits its place and its
// line, and says which of them anybody watches; the others are not sent.

export interface Size {
  /** As the server knows it. */
  rid: "q" | "h" | "f";
  /** Lines of the picture. */
  lines: number;
  /** Bits a second at most. */
  bitrate: number;
}

/** From small to large: browsers give the line's first bits to the first. */
export const SIZES: readonly Size[] = [
  { rid: "q", lines: 180, bitrate: 100_000 },
  { rid: "h", lines: 360, bitrate: 350_000 },
  { rid: "f", lines: 720, bitrate: 1_200_000 },
];
const CAMERA_FRAMES = 20;
/** A camera of fewer lines has no third size worth sending. */
const LINES_FOR_THREE = 540;
/** Taken as long as there is no camera. */
const LINES_USUAL = 720;

/** How each size is sent. `lines` are those of the camera; `wanted` the sizes somebody watches, null while nobody has said. */
export function encodings(lines: number | undefined, wanted: readonly string[] | null): RTCRtpEncodingParameters[] {
  const camera = lines === undefined || lines <= 0 ? LINES_USUAL : lines;
  const three = camera >= LINES_FOR_THREE;
  const largest = three ? LINES_USUAL : LINES_USUAL / 2;
  return SIZES.map((size) => {
    const there = three || size.lines < LINES_USUAL;
    const smaller = there ? largest / size.lines : 1;
    const encoding: RTCRtpEncodingParameters & { scalabilityMode: string } = {
      rid: size.rid,
      active: there && (wanted === null || wanted.includes(size.rid)),
      scaleResolutionDownBy: smaller * Math.max(1, camera / largest),
      maxBitrate: size.bitrate,
      maxFramerate: CAMERA_FRAMES,
      // Two temporal layers: the server can halve the frame rate for a line that needs it.
      scalabilityMode: "L1T2",
    };
    return encoding;
  });
}

/** For a browser that sends one size only. */
export const ONE_SIZE: RTCRtpEncodingParameters = { maxBitrate: 600_000, maxFramerate: CAMERA_FRAMES };

/** Tells a sender which sizes to send, one change after the other: two at once would undo each other. */
export class SizeSwitch {
  #lines: number | undefined;
  #wanted: readonly string[] | null = null;
  #busy = false;
  #again = false;

  constructor(private readonly sender: RTCRtpSender) {}

  /** The camera has so many lines. */
  camera(lines: number | undefined): void {
    if (lines === this.#lines) return;
    this.#lines = lines;
    void this.#apply();
  }

  /** The sizes somebody watches. */
  want(rids: readonly string[]): void {
    this.#wanted = rids;
    void this.#apply();
  }

  async #apply(): Promise<void> {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    do {
      this.#again = false;
      const parameters = this.sender.getParameters();
      // A browser that took one size only is left alone.
      if ((parameters.encodings?.length ?? 0) < 2) break;
      const want = new Map(encodings(this.#lines, this.#wanted).map((encoding) => [encoding.rid, encoding]));
      for (const encoding of parameters.encodings) {
        const { active, scaleResolutionDownBy } = want.get(encoding.rid) ?? {};
        if (active !== undefined) encoding.active = active;
        if (scaleResolutionDownBy !== undefined) encoding.scaleResolutionDownBy = scaleResolutionDownBy;
      }
      try {
        await this.sender.setParameters(parameters);
      } catch {
        // The connection closed meanwhile, or the browser insists on its own; the server goes by what comes.
      }
    } while (this.#again);
    this.#busy = false;
  }
}
