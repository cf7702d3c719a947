// The secretary's hour without a mouse, counted; two secretaries at one text, one of them cut off; speakers named by turn.

import { type Page } from "@playwright/test";
import { join } from "node:path";

import type { MeetingList, MinutesPage, ProposalCard, Transcript } from "../../../web/app/src/wire.ts";
import { Account } from "../src/api.ts";
import { expect, test } from "../src/fixtures.ts";
import { measured } from "../src/measured.ts";
import { SCREENSHOTS } from "../src/settings.ts";

/** What an hour holds, and how many actions each may cost. */
const WRONG_WORDS = 40;
const NAMES = 12;
const DIRECTIVES = 8;
const MOST_FOR_A_CORRECTION = 6;
const MOST_FOR_A_DIRECTIVE = 3;

async function picture(page: Page, name: string): Promise<void> {
  if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, `editor-${name}.png`) });
}

/** The longest meeting the demo authority has held: its oldest. */
async function heldMeeting(secretary: Account): Promise<string> {
  const held = (await secretary.get<MeetingList>("/api/meetings")).earlier.filter((card) => card.meeting.synthetic).at(-1);
  if (!held) throw new Error("the demo authority has no meeting already held");
  return held.meeting.id;
}

/** The demo's words are all sure: two words of each sentence are made doubtful on their way to the page. */
async function doubt(page: Page): Promise<void> {
  await page.route("**/transcript", async (route) => {
    const answer = await route.fetch();
    const transcript = (await answer.json()) as Transcript;
    for (const said of transcript.utterances) for (const n of [2, 7]) if (said.words[n]) said.words[n].p = 0.2;
    await route.fulfill({ response: answer, json: transcript });
  });
}

/** Keys pressed, counted: commands apart from the letters of the words themselves. */
class Hands {
  actions = 0;
  letters = 0;

  constructor(readonly page: Page) {}

  async press(key: string): Promise<void> {
    this.actions += 1;
    await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    this.letters += text.length;
    await this.page.keyboard.insertText(text);
  }

  /** What `act` cost, in actions. */
  async cost(act: () => Promise<void>): Promise<number> {
    const before = this.actions;
    await act();
    return this.actions - before;
  }
}

const text = (page: Page) => page.getByTestId("minutes-text");
const saved = (page: Page) => expect(page.getByTestId("keeping")).toHaveAttribute("data-state", "saved");

test("a secretary finishes the minutes by keyboard alone, within the actions an hour allows", async ({ server, site }) => {
  const secretary = await Account.signIn(server, "thuky");
  const meeting = await heldMeeting(secretary);
  const { page, ...clerk } = await site("thuky").then((one) => ({ page: one.page, signIn: () => one.signIn() }));
  await clerk.signIn();
  await doubt(page);
  await page.goto(`${server.url}/hop/${meeting}/bien-ban`);
  await saved(page);
  await expect(page.getByTestId("next-doubt")).toBeVisible();
  await picture(page, "opened");
  const hands = new Hands(page);
  const before = await secretary.transcript(meeting);

  // Forty wrong words: each is selected by one key and typed over; going on saves it.
  const corrected = await hands.cost(async () => {
    for (let n = 0; n < WRONG_WORDS; n += 1) {
      await hands.press("Alt+BracketRight");
      const field = page.getByTestId("correction-text");
      await expect(field).toBeFocused();
      await expect.poll(() => field.evaluate((area: HTMLTextAreaElement) => area.selectionEnd - area.selectionStart)).toBeGreaterThan(0);
      if (n === 1) await picture(page, "doubtful");
      await hands.type(`nghethử${n}`);
    }
    await hands.press("Enter");
    await expect(page.getByTestId("correction-text")).toHaveCount(0);
  });
  const after = await secretary.transcript(meeting);
  const mended = after.utterances.flatMap((said) => said.written.match(/nghethử\d+/giu) ?? []);
  expect(new Set(mended).size, "every correction is kept").toBe(WRONG_WORDS);
  expect(after.utterances.map((said) => said.spoken), "what the machine heard stays").toEqual(before.utterances.map((said) => said.spoken));
  await saved(page);
  const followed = ((await text(page).innerText()).match(/nghethử\d+/giu) ?? []).length;
  measured("corrections_carried_into_minutes", followed, "of 40", "wrong words corrected in the transcript that the minutes had word for word");
  measured("actions_per_correction", corrected / WRONG_WORDS, "actions", `${WRONG_WORDS} wrong words: keys pressed beside the letters of the words, no mouse`);
  expect(corrected / WRONG_WORDS).toBeLessThanOrEqual(MOST_FOR_A_CORRECTION);

  // Twelve names wherever they stand, each with its preview.
  const written = await text(page).innerText();
  const names = [...new Set(written.match(/(?<![\p{L}\p{N}])\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+(?![\p{L}\p{N}])/gu) ?? [])].slice(0, NAMES);
  expect(names.length).toBe(NAMES);
  let most = 0;
  for (const [n, name] of names.entries()) {
    const cost = await hands.cost(async () => {
      await hands.press("Alt+KeyR");
      await expect(page.getByTestId("replace-wanted")).toBeFocused();
      await page.getByTestId("replace-wanted").fill("");
      await hands.type(name);
      await hands.press("Tab");
      await hands.type(`Tên Mới ${n}`);
      await expect(page.getByTestId("hits-minutes")).toBeVisible();
      if (n === 0) await picture(page, "replace");
      await hands.press("Enter");
      await expect(page.getByTestId("replace-dialog")).toHaveCount(0);
    });
    most = Math.max(most, cost);
    await expect(page.getByTestId("replaced")).toBeVisible();
  }
  measured("actions_per_name", most, "actions", `${NAMES} names replaced in both layers, preview seen`);
  expect(most).toBeLessThanOrEqual(MOST_FOR_A_CORRECTION);
  await saved(page);
  expect(await text(page).innerText()).toContain("Tên Mới 11");
  // One undo for both layers.
  await page.getByTestId("undo-replace").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByTestId("undo-replace")).toHaveCount(0);
  expect(await text(page).innerText()).not.toContain("Tên Mới 11");
  await saved(page);
  expect((await secretary.transcript(meeting)).utterances.some((said) => said.written.includes("Tên Mới 11"))).toBe(false);

  // Directives: one key each, once the list is open.
  const proposals = async () => (await secretary.get<ProposalCard[]>(`/api/meetings/${meeting}/proposals`)).filter((card) => card.decision === null);
  const waiting = (await proposals()).length;
  const decide = Math.min(DIRECTIVES, waiting);
  if (decide > 0) {
    const spent = await hands.cost(async () => {
      await hands.press("Alt+Digit3");
      await expect(page.getByTestId("proposal-accept").first()).toBeVisible();
      for (let steps = 0; steps < 12; steps += 1) {
        await hands.press("Tab");
        if (await page.evaluate(() => document.activeElement?.hasAttribute("data-accept"))) break;
      }
      for (let n = 0; n < decide; n += 1) {
        await hands.press("Enter");
        await expect.poll(async () => (await proposals()).length).toBe(waiting - n - 1);
        await expect(page.getByTestId("proposals-open")).toHaveAttribute("data-count", String(waiting - n - 1));
      }
    });
    measured("actions_per_directive", spent / decide, "actions", `${decide} directives accepted as proposed, opening the list included`);
    expect(spent / decide).toBeLessThanOrEqual(MOST_FOR_A_DIRECTIVE);
  }

  // What the machine wrote is confirmed, item by item; what is left is shown.
  await page.getByTestId("minutes-text").focus();
  const left = async () => Number(await page.getByTestId("unchecked").getAttribute("data-count"));
  const passages = await left();
  expect(passages).toBeGreaterThan(5);
  await picture(page, "machine");
  const confirmed = await hands.cost(async () => {
    for (let n = 0; n < passages && (await left()) > 0; n += 1) await hands.press("Alt+Shift+Enter");
  });
  expect(await left()).toBe(0);
  measured("actions_to_confirm", confirmed, "actions", `${passages} passages, item by item`);
  await saved(page);
  measured("actions_whole_hour", hands.actions, "actions", `${WRONG_WORDS} words, ${NAMES} names, ${decide} directives, ${passages} passages; ${hands.letters} letters typed beside`);

  // A passage goes to another item by key, and keeps what it rests on.
  const resting = async () => (await secretary.get<MinutesPage>(`/api/meetings/${meeting}/minutes`)).passages.flatMap((one) => one.utterances).sort();
  const anchors = await resting();
  await hands.press("Alt+KeyM");
  await expect(page.getByTestId("move-item").first()).toBeVisible();
  await picture(page, "move");
  await hands.press("Enter");
  await expect(page.getByTestId("move-dialog")).toHaveCount(0);
  await saved(page);
  await expect.poll(resting).toEqual(anchors);

  // Who did what is told.
  await page.getByTestId("history").locator("summary").click();
  await page.getByTestId("history-all").check();
  await expect(page.getByTestId("change").first()).toBeVisible();
  await page.getByTestId("history").scrollIntoViewIfNeeded();
  await picture(page, "history");
});

test("two secretaries write at once, one is cut off, and nothing that was typed is lost", async ({ server, site }) => {
  const meeting = await heldMeeting(await Account.signIn(server, "thuky"));
  const [one, two] = [await site("thuky"), await site("thuky")];
  for (const each of [one, two]) {
    await each.signIn();
    await each.page.goto(`${server.url}/hop/${meeting}/bien-ban`);
    await saved(each.page);
  }
  const write = async (page: Page, words: string) => {
    await text(page).locator("p").first().click();
    await page.keyboard.press("Home");
    await page.keyboard.type(words);
  };
  await write(one.page, "Một viết. ");
  await expect(text(two.page)).toContainText("Một viết.");
  await expect(two.page.locator(".other-cursor").first()).toBeVisible();
  await picture(two.page, "together");

  // Cut off: what is typed stays, the other goes on.
  await one.page.context().setOffline(true);
  await server.kill();
  await expect(one.page.getByTestId("keeping")).toHaveAttribute("data-state", "offline");
  await write(one.page, "Ngoại tuyến vẫn gõ. ");
  await picture(one.page, "offline");
  // The tab dies a second later, as when the machine is switched off; a new one brings what was typed.
  await one.page.waitForTimeout(1000);
  await server.restart();
  await write(two.page, "Hai viết tiếp. ");
  await saved(two.page);
  const context = one.page.context();
  await one.page.close({ runBeforeUnload: false });
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(`${server.url}/hop/${meeting}/bien-ban`);
  for (const page of [again, two.page]) {
    for (const words of ["Một viết.", "Ngoại tuyến vẫn gõ.", "Hai viết tiếp."]) await expect(text(page)).toContainText(words);
    await saved(page);
  }
  // The words alone: each page also shows where the other's cursor is.
  const words = (page: Page) => text(page).locator("> *").evaluateAll((all) => all.map((one) => [...one.childNodes].filter((node) => !(node instanceof Element && node.classList.contains("other-cursor"))).map((node) => node.textContent).join("")));
  expect(await words(again)).toEqual(await words(two.page));
});

test("a speaker is named once for all turns, and a turn is split and joined", async ({ server, site }) => {
  const secretary = await Account.signIn(server, "thuky");
  const meeting = await heldMeeting(secretary);
  const before = await secretary.transcript(meeting);
  const { page, ...clerk } = await site("thuky").then((one) => ({ page: one.page, signIn: () => one.signIn() }));
  await clerk.signIn();
  await page.goto(`${server.url}/hop/${meeting}/loi-noi`);
  const turns = page.getByTestId("turn");
  await expect(turns.first()).toBeVisible();
  const count = await turns.count();

  await page.getByTestId("split").first().click();
  await expect(turns).toHaveCount(count + 1);
  await page.getByTestId("name-speaker").nth(1).click();
  await page.getByTestId("name-who").fill("Hồ Văn Lượm");
  await page.getByTestId("name-post").fill("Trưởng thôn An Thái");
  await page.getByTestId("scope-turn").check();
  await picture(page, "name");
  await page.getByTestId("name-yes").click();
  await expect(page.getByTestId("speaker").nth(1)).toHaveText("Hồ Văn Lượm");
  await expect(page.getByTestId("named").first()).toBeVisible();
  await picture(page, "named");
  const named = await secretary.transcript(meeting);
  expect(named.turns.every((mark) => mark.by !== "")).toBe(true);
  expect(named.utterances.filter((said) => said.speaker.name === "Hồ Văn Lượm").length).toBeGreaterThan(0);

  // Back to the one before, and the turns are as they were.
  await page.getByTestId("merge").first().click();
  await expect(turns).toHaveCount(count);
  const merged = await secretary.transcript(meeting);
  expect(merged.utterances.map((said) => said.speaker.person)).toEqual(before.utterances.map((said) => said.speaker.person));

  // For all turns of one who spoke often.
  const first = before.utterances[0]!.speaker;
  const own = before.utterances.filter((said) => said.speaker.person === first.person).length;
  await page.getByTestId("name-speaker").first().click();
  await page.getByTestId("name-who").fill("Lê Thị Mận");
  await page.getByTestId("scope-all").check();
  await page.getByTestId("name-yes").click();
  await expect(page.getByTestId("name-dialog")).toHaveCount(0);
  const all = await secretary.transcript(meeting);
  expect(all.utterances.filter((said) => said.speaker.name === "Lê Thị Mận").length).toBe(own);
});
