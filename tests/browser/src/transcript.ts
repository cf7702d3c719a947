// What the transcript page plays, and what is really in the recorded sound.

import type { Page } from "@playwright/test";

/** What the page's player stood at when it last began to play from a new place. */
export async function played(page: Page): Promise<{ source: string; seconds: number }> {
  // The jump is over when the player has the sound of that place and is running.
  await page.waitForFunction(() => {
    const player = window.probe.players.findLast((p) => !p.paused);
    return player !== undefined && !player.seeking && player.readyState >= 3;
  });
  return page.evaluate(() => {
    const player = window.probe.players.findLast((p) => !p.paused)!;
    return { source: player.currentSrc, seconds: player.currentTime };
  });
}

/** Fetches a recording with the page's session and decodes it; loudness (dB below full scale) of each span of milliseconds. */
export function listenTo(page: Page, path: string, spans: readonly (readonly [number, number])[]): Promise<{ milliseconds: number; loudness: number[] }> {
  return page.evaluate(
    async ([path, spans]) => {
      const answer = await fetch(path);
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      const sound = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(await answer.arrayBuffer());
      const samples = sound.getChannelData(0);
      const loudness = spans.map(([from, to]) => {
        let sum = 0;
        const first = Math.round((from / 1000) * sound.sampleRate);
        const last = Math.min(samples.length, Math.round((to / 1000) * sound.sampleRate));
        for (let i = first; i < last; i++) sum += samples[i]! ** 2;
        return 10 * Math.log10(sum / Math.max(1, last - first) + 1e-12);
      });
      return { milliseconds: sound.duration * 1000, loudness };
    },
    [path, spans] as const,
  );
}
