// Every page in both languages on an office screen and on a phone: no serious accessibility violation, nothing wider than the
// screen. And the page that joins a meeting is small.

import axe from "axe-core";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import type { DirectiveList, DirectiveState, MeetingList } from "../../../web/app/src/wire.ts";
import { Account } from "../src/api.ts";
import { expect, test } from "../src/fixtures.ts";
import { marks } from "../src/marks.ts";
import { measured } from "../src/measured.ts";
import { SCREENSHOTS } from "../src/settings.ts";
import type { Site } from "../src/site.ts";

const SCREENS = { office: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } } as const;
const LANGUAGES = ["vi", "en"] as const;
const STATES: readonly DirectiveState[] = ["assigned", "returned", "accepted", "in_progress", "reported", "redo", "completed", "suspended", "cancelled"];
/** Compressed bytes until the join button can be pressed. */
const LARGEST_JOIN = 250_000;

/** Looks at the page as it stands in every size and, by its switch, in every language. */
async function look(site: Site, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const language of LANGUAGES) {
    await site.page.getByTestId(`language-${language}`).first().click();
    found.push(...(await lookOnce(site, name, language)));
  }
  await site.page.getByTestId("language-vi").first().click();
  return found;
}

/** The room has no switch of its own: the language chosen before is that of the room. */
async function lookAtRoom(site: Site, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const language of ["en", "vi"] as const) {
    await site.page.evaluate((chosen) => localStorage.setItem("giaoban.language", chosen), language);
    await site.page.reload();
    await site.join();
    await site.firstPicture();
    found.push(...(await lookOnce(site, name, language)));
  }
  return found;
}

async function lookOnce(site: Site, name: string, language: (typeof LANGUAGES)[number]): Promise<string[]> {
  const found: string[] = [];
  for (const [screen, size] of Object.entries(SCREENS)) {
    await site.page.setViewportSize(size);
    // Colours are judged when transitions are over; what moves for ever is not waited for.
    await site.page.evaluate(() => {
      const ending = document.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime !== Infinity);
      return Promise.all(ending.map((a) => a.finished.then(() => undefined, () => undefined)));
    });
    const where = `${name}-${language}-${screen}`;
    if (SCREENSHOTS) {
      mkdirSync(SCREENSHOTS, { recursive: true });
      await site.page.screenshot({ path: join(SCREENSHOTS, `${where}.png`) });
    }
    await site.page.evaluate(axe.source);
    const result = await site.page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ["violations"] }));
    for (const violation of result.violations) {
      if (violation.impact !== "serious" && violation.impact !== "critical") continue;
      found.push(`${where}: ${violation.id}: ${violation.help}: ${violation.nodes.map((n) => n.target.join(" ")).slice(0, 4).join(", ")}`);
    }
    const wider = await site.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wider > 1) found.push(`${where}: ${wider} pixels wider than the screen`);
  }
  await site.page.setViewportSize(SCREENS.office);
  return found;
}

test("no page has a serious accessibility violation, in either language, on a screen of either size", async ({ server, site }) => {
  test.setTimeout(300_000);
  const secretary = await Account.signIn(server, "thuky");
  const { meeting } = await secretary.todaysMeeting();
  const held = (await secretary.get<MeetingList>("/api/meetings")).earlier.find((card) => card.meeting.synthetic);
  if (!held) throw new Error("the demo authority has no meeting already held");
  const found: string[] = [];

  const hall = await site("chutri");
  await hall.page.goto(server.url);
  await expect(hall.page.getByTestId(marks.signIn)).toBeVisible();
  found.push(...(await look(hall, "start")));
  await hall.signIn();
  found.push(...(await look(hall, "meetings")));
  await hall.check(meeting.id);
  found.push(...(await look(hall, "check")));
  await hall.join();

  const guest = await site("camlo");
  await guest.enter(meeting.id);
  await guest.firstPicture();
  await hall.firstPicture();
  await hall.openMeeting();
  await hall.giveFloor(await guest.you());
  found.push(...(await lookAtRoom(hall, "room-chair")));
  found.push(...(await lookAtRoom(guest, "room-site")));

  const clerk = await site("thuky");
  await clerk.signIn();
  const { directives } = await secretary.get<DirectiveList>("/api/directives");
  const spread = new Set(directives.map((card) => card.state));
  expect([...spread].sort(), "the demo authority has directives in every state").toEqual([...STATES].sort());
  for (const [name, path, mark] of [
    ["minutes", `/hop/${held.meeting.id}/bien-ban`, "paper"],
    ["proposals", `/hop/${held.meeting.id}/nhiem-vu`, "proposals"],
    ["directives", "/nhiem-vu", "figures"],
    ["notices", "/thong-bao", "unread"],
    ["review", `/hop/${meeting.id}/kiem-diem`, "review-late"],
    ["directive", `/nhiem-vu/${directives[0]!.id}`, "history"],
    ["search", "/tim-kiem?q=giai%20ngan", "hit"],
    ["search-nothing", "/tim-kiem?q=khongcotunay", "nothing-found"],
    ["transcript", `/hop/${held.meeting.id}/loi-noi`, marks.sentence],
    ["call", "/hop/moi", marks.callForm],
  ] as const) {
    await clerk.page.goto(server.url + path);
    await expect(clerk.page.getByTestId(mark).first()).toBeVisible();
    found.push(...(await look(clerk, name)));
  }

  const administrator = await site("quantri");
  await administrator.signIn();
  for (const [name, path] of [
    ["system", "/quan-tri"],
    ["accounts", "/quan-tri/tai-khoan"],
    ["audit", "/nhat-ky"],
    ["own-account", "/tai-khoan"],
    ["records", "/quan-tri/luu-giu"],
    ["missing", "/khong-co-trang-nay"],
  ] as const) {
    await administrator.page.goto(server.url + path);
    await expect(administrator.page.locator("h1").first()).toBeVisible();
    await administrator.page.waitForLoadState("networkidle");
    found.push(...(await look(administrator, name)));
  }
  expect(found).toEqual([]);
});

test("the page that joins a meeting is at most 250 kB compressed", async ({ server, site }) => {
  const { meeting } = await (await Account.signIn(server, "camlo")).todaysMeeting();
  const official = await site("camlo");
  await official.signIn();
  // As after a night: signed in, nothing in the cache, straight to the meeting.
  const protocol = await official.page.context().newCDPSession(official.page);
  await protocol.send("Network.enable");
  await protocol.send("Network.setCacheDisabled", { cacheDisabled: true });
  const sizes = new Map<string, number>();
  protocol.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
  await official.page.goto(`${server.url}/hop/${meeting.id}`);
  await expect(official.page.getByTestId(marks.join)).toBeEnabled();
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  measured("join_page", bytes / 1000, "kB", `${sizes.size} answers, headers included, cache empty, until the join button can be pressed`);
  expect(sizes.size).toBeGreaterThan(2);
  expect(bytes).toBeLessThanOrEqual(LARGEST_JOIN);
});
