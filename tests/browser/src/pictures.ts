// The pictures on a page and those it sends, as the browser counts them.

import type { Site } from "./site.ts";

/** A picture in a place. */
export interface Shown {
  /** Lines of the last one decoded. */
  lines: number;
  decoded: number;
  freezes: number;
}

/** Each participant's picture on a page that has come by now, by participant. */
export async function picturesOf(site: Site): Promise<Map<string, Shown>> {
  const shown = await site.page.evaluate(async () => {
    const whose = new Map<string, string>();
    for (const figure of document.querySelectorAll<HTMLElement>("figure[data-participant]")) {
      const stream = figure.querySelector("video")?.srcObject;
      const track = stream instanceof MediaStream ? stream.getVideoTracks()[0] : undefined;
      if (track) whose.set(track.id, figure.dataset["participant"] ?? "");
    }
    const found: [string, Shown][] = [];
    type Inbound = { type: string; trackIdentifier?: string; frameHeight?: number; framesDecoded?: number; freezeCount?: number };
    for (const connection of window.probe.connections) {
      if (connection.connectionState === "closed") continue;
      for (const [, stat] of (await connection.getStats()) as unknown as Map<string, Inbound>) {
        const who = stat.type === "inbound-rtp" ? whose.get(stat.trackIdentifier ?? "") : undefined;
        if (who === undefined || stat.frameHeight === undefined) continue;
        found.push([who, { lines: stat.frameHeight, decoded: stat.framesDecoded ?? 0, freezes: stat.freezeCount ?? 0 }]);
      }
    }
    return found;
  });
  return new Map(shown);
}

/** Stream identifiers of the sizes of the own camera that a page sent during one second, sorted. */
export async function sizesSent(site: Site): Promise<string[]> {
  return site.page.evaluate(async () => {
    const encoded = async () => {
      const frames = new Map<string, number>();
      type Outbound = { type: string; kind?: string; rid?: string; framesEncoded?: number };
      for (const connection of window.probe.connections) {
        if (connection.connectionState === "closed") continue;
        for (const [, stat] of (await connection.getStats()) as unknown as Map<string, Outbound>) {
          if (stat.type !== "outbound-rtp" || stat.kind !== "video" || stat.rid === undefined) continue;
          frames.set(stat.rid, Math.max(frames.get(stat.rid) ?? 0, stat.framesEncoded ?? 0));
        }
      }
      return frames;
    };
    const before = await encoded();
    await new Promise((next) => setTimeout(next, 1_000));
    const after = await encoded();
    return [...after].filter(([rid, frames]) => frames > (before.get(rid) ?? 0)).map(([rid]) => rid).sort();
  });
}
