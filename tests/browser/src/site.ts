// A room of the authority: one browser process with its own microphone and camera, one page, one account.

import { type Browser, type BrowserContextOptions, chromium, expect, type Page } from "@playwright/test";

import type { RoomView } from "../../../web/app/src/wire.ts";
import { marks } from "./marks.ts";
import { type HeardCaption, install, type Talk } from "./probe.ts";
import type { Server } from "./server.ts";
import { CHROMIUM, PASSWORD } from "./settings.ts";
import { SPEECH_LEVEL } from "./speech.ts";

export interface SiteOptions {
  /** File of the fake microphone; without one the browser beeps. */
  microphone?: string;
  context?: BrowserContextOptions;
}

/** What a page's connections have received so far. */
export interface Received {
  connected: boolean;
  pictures: number;
  /** Sum of the energy of all voices (W3C webrtc-stats, totalAudioEnergy). */
  voice: number;
}

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--autoplay-policy=no-user-gesture-required",
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
];

/** A browser with fake devices. */
export function launch(microphone?: string): Promise<Browser> {
  const args = microphone ? [...QUIET, `--use-file-for-fake-audio-capture=${microphone}`] : QUIET;
  return chromium.launch({ executablePath: CHROMIUM, args });
}

export class Site {
  private constructor(
    readonly server: Server,
    readonly account: string,
    readonly page: Page,
    private readonly browser: Browser,
  ) {}

  static async open(server: Server, account: string, options: SiteOptions = {}): Promise<Site> {
    const browser = await launch(options.microphone);
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, ...options.context });
    const page = await context.newPage();
    // A mark that is not there must fail soon and by its name, not with the whole test's time.
    page.setDefaultTimeout(30_000);
    await page.addInitScript(install, SPEECH_LEVEL);
    return new Site(server, account, page, browser);
  }

  /** Signs in on the start page, as a person does. The microphone's sound is taken as it comes, so that it can be measured. */
  async signIn(): Promise<void> {
    await this.page.goto(`${this.server.url}/?tho=1`);
    await this.page.getByTestId(marks.username).fill(this.account);
    await this.page.getByTestId(marks.password).fill(PASSWORD);
    await this.page.getByTestId(marks.signIn).click();
    await expect(this.page.getByTestId(marks.signedIn)).toBeVisible();
  }

  /** From the list of meetings to the check page. */
  async check(meeting: string): Promise<void> {
    await this.page.locator(`[data-testid=${marks.meetingCard}][data-meeting="${meeting}"]`).getByTestId(marks.meetingJoin).click();
    await expect(this.page.getByTestId(marks.ownPicture)).toBeVisible();
    await expect(this.page.getByTestId(marks.join)).toBeEnabled();
  }

  /** Presses the one button. */
  async join(): Promise<void> {
    await this.page.getByTestId(marks.join).click();
    await expect(this.page.getByTestId(marks.room)).toBeVisible();
  }

  /** Milliseconds from pressing the button to the first picture of somebody else. */
  async firstPicture(within = 20_000): Promise<number> {
    return this.page.evaluate(async (patience) => {
      const clicked = window.probe.clicked;
      const end = Date.now() + patience;
      while (Date.now() < end) {
        for (const connection of window.probe.connections) {
          for (const [, stat] of (await connection.getStats()) as unknown as Map<string, { type: string; framesDecoded?: number }>) {
            if (stat.type === "inbound-rtp" && (stat.framesDecoded ?? 0) > 0) return performance.timeOrigin + performance.now() - clicked;
          }
        }
        await new Promise((next) => setTimeout(next, 20));
      }
      throw new Error(`no picture within ${patience} ms`);
    }, within);
  }

  async enter(meeting: string): Promise<void> {
    await this.signIn();
    await this.check(meeting);
    await this.join();
  }

  /** Who this site is in the room. */
  you(): Promise<string> {
    return this.page.evaluate(() => window.probe.you);
  }

  /** The room as this page was last told of it. */
  async room(): Promise<RoomView> {
    const room = await this.page.evaluate(() => window.probe.room);
    if (!room) throw new Error("not in a room");
    return room;
  }

  /** Codes of the refusals this page was told. */
  refusals(): Promise<string[]> {
    return this.page.evaluate(() => window.probe.refusals.map((refusal) => refusal.code));
  }

  received(): Promise<Received> {
    return this.page.evaluate(async () => {
      const sum = { connected: false, pictures: 0, voice: 0 };
      for (const connection of window.probe.connections) {
        if (connection.connectionState === "closed") continue;
        sum.connected ||= connection.connectionState === "connected";
        const stats = (await connection.getStats()) as unknown as Map<string, { type: string; framesDecoded?: number; totalAudioEnergy?: number }>;
        for (const [, stat] of stats) {
          if (stat.type !== "inbound-rtp") continue;
          sum.pictures += stat.framesDecoded ?? 0;
          sum.voice += stat.totalAudioEnergy ?? 0;
        }
      }
      return sum;
    });
  }

  /** Stretches of speech at this site's microphone so far. */
  talk(): Promise<Talk[]> {
    return this.page.evaluate(() => window.probe.talk);
  }

  /** Waits for the end of the stretch of speech that is `nth` (from 0), and answers it. */
  async spoken(nth: number, within = 60_000): Promise<{ from: number; to: number }> {
    await this.page.waitForFunction((n) => (window.probe.talk[n]?.to ?? null) !== null, nth, { timeout: within, polling: 50 });
    const stretch = (await this.talk())[nth];
    if (!stretch || stretch.to === null) throw new Error("the stretch is not over");
    return { from: stretch.from, to: stretch.to };
  }

  /** Captions this page has received by message. */
  captions(): Promise<HeardCaption[]> {
    return this.page.evaluate(() => window.probe.captions);
  }

  /** Every final caption this page knows, by id: received, or brought by a greeting. */
  async finals(): Promise<Map<string, string>> {
    const known = new Map(Object.entries(await this.page.evaluate(() => window.probe.remembered)));
    for (const { caption } of await this.captions()) if (caption.state === "final") known.set(caption.id, caption.text);
    return known;
  }

  /** Opens the meeting (chair or secretary). */
  async openMeeting(): Promise<void> {
    await this.page.getByTestId(marks.openMeeting).click();
    await this.page.getByTestId(marks.confirm).click();
  }

  /** Ends the meeting (chair or secretary). */
  async endMeeting(): Promise<void> {
    await this.page.getByTestId(marks.endMeeting).click();
    await this.page.getByTestId(marks.confirm).click();
    // The room says that it has ended once the transcript is whole.
    const patience = Date.now() + 20_000;
    while ((await this.room()).state !== "ended") {
      if (Date.now() > patience) throw new Error("the meeting did not end within 20 s");
      await this.page.waitForTimeout(50);
    }
  }

  /** Gives the floor to a participant (chair or secretary), which opens their microphone. */
  async giveFloor(participant: string): Promise<void> {
    await this.page.locator(`[data-testid=${marks.participant}][data-participant="${participant}"]`).getByTestId(marks.giveFloor).click();
  }

  /** As the hall: takes the floor back from whoever has it and opens the own microphone. */
  async takeWord(): Promise<void> {
    const room = await this.room();
    if (room.floor !== null) await this.page.getByTestId(marks.takeFloor).first().click();
    const you = await this.you();
    if (room.participants.find((one) => one.id === you)?.muted) await this.toggleMicrophone();
  }

  /** Opens or closes the own microphone. */
  async toggleMicrophone(): Promise<void> {
    await this.page.getByTestId(marks.mute).click();
  }

  async close(): Promise<void> {
    await this.finals().then(
      (finals) => finals.forEach((text) => this.server.said.add(text)),
      () => {}, // the page may be gone already
    );
    await this.browser.close();
  }
}
