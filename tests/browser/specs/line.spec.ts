// The whole line in one run: a meeting is held, its minutes are drafted, corrected and taken away as documents, its directives
// are given, reported and confirmed, and the leader finds the order again and hears the moment.

import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import type { DirectiveList, DirectivePage, MinutesPage, ProposalCard } from "../../../web/app/src/wire.ts";
import { Account } from "../src/api.ts";
import { type Briefing, briefing } from "../src/briefing.ts";
import { wordsOf } from "../src/documents.ts";
import { expect, test } from "../src/fixtures.ts";
import { marks } from "../src/marks.ts";
import { measured } from "../src/measured.ts";
import { leaks } from "../src/secrecy.ts";
import { Server } from "../src/server.ts";
import { RUN } from "../src/settings.ts";
import { Site } from "../src/site.ts";
import { stretches } from "../src/speech.ts";
import { played } from "../src/transcript.ts";

/** A draft is there so soon after the end, milliseconds. */
const DRAFT_WITHIN = 10_000;
/** Playing begins so long before the sentence, seconds. */
const BEFORE = 3;

test("a meeting becomes minutes, directives and documents, and the leader finds the order and hears it", async ({ folder }, info) => {
  test.setTimeout(720_000);
  const data = mkdtempSync(join(tmpdir(), "giaoban-data-"));
  cpSync(join(RUN, "demo"), data, { recursive: true });
  const held = briefing(data, folder);
  const script = join(folder, "script.txt");
  writeFileSync(script, held.turns.map((turn) => turn.spoken).join("\n"));
  const server = await Server.start({ data, args: ["--engine", "scripted", "--model", script] });
  const sites: Site[] = [];
  try {
    await theWholeLine(server, held, folder, sites);
  } finally {
    await Promise.all(sites.map((site) => site.close()));
    writeFileSync(info.outputPath("server.log"), server.log);
    await server.discard();
  }
  expect(leaks(server.log, server.said), "no address, name or word of anybody is in the log").toEqual([]);
});

async function theWholeLine(server: Server, held: Briefing, folder: string, sites: Site[]): Promise<void> {
  const open = async (account: string, microphone?: string): Promise<Site> => {
    const site = await Site.open(server, account, { ...(microphone && { microphone }), context: { acceptDownloads: true } });
    sites.push(site);
    return site;
  };
  const secretary = await Account.signIn(server, "thuky");
  const { meeting } = await secretary.todaysMeeting();
  const minutesOf = () => secretary.get<MinutesPage>(`/api/meetings/${meeting.id}/minutes`);

  const microphone = stretches(folder);
  const [hall, camlo, hieugiang] = [await open("chutri", microphone), await open("camlo", microphone), await open("hieugiang", microphone)];
  for (const site of [hall, camlo, hieugiang]) await site.enter(meeting.id);
  await hall.openMeeting();
  await hold(held, hall, [camlo, hieugiang]);

  const ended = Date.now();
  await hall.endMeeting();
  let drafted = await minutesOf();
  while (drafted.state === null) {
    expect(Date.now() - ended, "a draft within ten seconds of the end").toBeLessThan(DRAFT_WITHIN);
    await new Promise((next) => setTimeout(next, 100));
    drafted = await minutesOf();
  }
  measured("draft_after_end", (Date.now() - ended) / 1000, "s", `click on the end of a meeting of ${held.turns.length} turns to the draft of its minutes`);
  const text = drafted.passages.map((passage) => passage.runs.map((run) => run.text).join("")).join("\n");
  for (const figure of held.figures) expect(text, "the draft keeps the figures").toContain(figure);
  expect(drafted.passages.some((passage) => passage.utterances.length > 0), "its lines point at what was said").toBe(true);
  await Promise.all([camlo, hieugiang].map((site) => site.close()));
  sites.splice(sites.indexOf(camlo), 2);

  // The secretary corrects a heard word: the transcript changes, the machine's words stay.
  const desk = await open("thuky");
  await desk.signIn();
  await desk.page.goto(`${server.url}/hop/${meeting.id}/loi-noi`);
  const before = await secretary.transcript(meeting.id);
  const wrong = before.utterances.find((u) => u.spoken === held.turns[held.misheard.turn]!.spoken)!;
  const sentence = desk.page.locator(`[data-testid=${marks.sentence}][data-utterance="${wrong.id}"]`);
  await sentence.getByTestId("correct").click();
  const corrected = wrong.written.replace(held.misheard.word, held.misheard.said);
  expect(corrected).not.toBe(wrong.written);
  await desk.page.getByTestId("correction-text").fill(corrected);
  await desk.page.keyboard.press("Enter");
  await expect(sentence.getByTestId("corrected")).toBeVisible();
  const after = (await secretary.transcript(meeting.id)).utterances.find((u) => u.id === wrong.id)!;
  expect(after).toMatchObject({ written: corrected, spoken: wrong.spoken, revision: 1 });

  // She edits a line; what the page calls saved survives a power cut.
  await desk.page.goto(`${server.url}/hop/${meeting.id}/bien-ban`);
  const paper = desk.page.locator(".ProseMirror");
  await expect(paper).toContainText(held.figures[0]!);
  await expect(desk.page.getByTestId("keeping")).toHaveAttribute("data-state", "saved");
  const line = paper.locator("p", { hasText: held.figures[0]! }).first();
  await line.click();
  await desk.page.keyboard.press("End");
  const own = " Số liệu đã được Văn phòng đối chiếu.";
  await desk.page.keyboard.type(own);
  await expect(desk.page.getByTestId("keeping")).toHaveAttribute("data-state", "saved");
  await server.kill();
  await server.restart();
  await desk.page.reload();
  await expect(paper).toContainText(own.trim());

  // Three proposals are accepted, the second changed to another lead; one is rejected.
  const proposals = await secretary.get<ProposalCard[]>(`/api/meetings/${meeting.id}/proposals`);
  expect(proposals.length, "the chair's orders are proposed").toBeGreaterThanOrEqual(4);
  await desk.page.getByTestId("tab-proposals").click();
  const wanted = proposals.find((card) => held.finds.test(card.proposal.task) || held.finds.test(card.proposal.quote));
  expect(wanted, "the order that will be searched for is proposed").toBeDefined();
  const rest = proposals.filter((card) => card !== wanted && card.proposal.lead_units.length > 0).slice(0, 3);
  await accept(desk.page, wanted!.id, "xã Cam Lộ");
  await accept(desk.page, rest[0]!.id);
  await accept(desk.page, rest[1]!.id);
  const rejected = proposalOf(desk.page, rest[2]!.id);
  await rejected.getByTestId("proposal-reject").click();
  await desk.page.getByTestId("reject-reason").fill("Đã giao tại cuộc họp trước.");
  await desk.page.getByTestId("reject-send").click();
  await expect(rejected).toHaveCount(0);
  const decided = await secretary.get<ProposalCard[]>(`/api/meetings/${meeting.id}/proposals`);
  expect(decided.filter((card) => card.decision?.accepted === true).length).toBe(3);
  expect(decided.filter((card) => card.decision?.accepted === false).length).toBe(1);
  const directive = decided.find((card) => card.id === wanted!.id)!.directives[0]!;
  expect(directive.state).toBe("assigned");

  // Both documents say the same.
  const documents: string[][] = [];
  for (const form of ["docx", "pdf"] as const) {
    const [download] = await Promise.all([desk.page.waitForEvent("download"), desk.page.getByTestId(form).click()]);
    const file = join(folder, `bien-ban.${form}`);
    await download.saveAs(file);
    documents.push(wordsOf(file, readFileSync(file)));
  }
  expect(documents[0]!.join(" ")).toContain(own.trim());
  expect(documents[0]!.join(" ").normalize("NFC")).toBe(documents[0]!.join(" "));
  expect(documents[1]!.join(" ")).toBe(documents[0]!.join(" "));

  // The unit accepts and reports, the monitoring officer confirms.
  const unit = await open("camlo");
  await unit.signIn();
  await unit.page.goto(`${server.url}/nhiem-vu`);
  await unit.page.locator(`[data-testid=directive][data-directive="${directive.id}"]`).getByRole("link").first().click();
  await step(unit.page, "accepted");
  await step(unit.page, "reported", "Đã hoàn thành, có báo cáo số 12/BC-UBND.");
  await expect(unit.page.locator("[data-testid=step][data-kind=confirmed]"), "nobody confirms their own report").toHaveCount(0);
  const monitor = await open("theodoi");
  await monitor.signIn();
  await monitor.page.goto(`${server.url}/nhiem-vu/${directive.id}`);
  await step(monitor.page, "confirmed");

  // The leader types without diacritics, finds the order, and hears the moment.
  await hall.page.goto(`${server.url}/hop`);
  await hall.page.getByTestId("search-box").locator("input").fill(held.query);
  await hall.page.keyboard.press("Enter");
  const hit = hall.page.locator(`[data-testid=hit][data-kind=directive][data-id="${directive.id}"]`);
  await expect(hit).toBeVisible();
  await expect(hit.locator("mark").first()).toBeVisible();
  await hit.getByTestId("hit-link").click();
  await expect(hall.page.getByTestId("directive-state")).toBeVisible();
  await hall.page.getByTestId("hear").first().click();
  const at = await played(hall.page);
  const page = await secretary.get<DirectivePage>(`/api/directives/${directive.id}`);
  const source = page.sources[0]!;
  expect(at.source).toContain(source.track);
  expect(Math.abs(at.seconds - Math.max(0, source.t0 / 1000 - BEFORE)), "plays from three seconds before the sentence").toBeLessThan(0.8);
  expect(page.card).toMatchObject({ state: "completed", timeliness: directive.due === null ? "done_on_time" : expect.stringMatching(/^done_/) });
  expect(page.clause, "the clause of the minutes").not.toBeNull();
  const leader = await Account.signIn(server, "chutri");
  const list = await leader.get<DirectiveList>(`/api/directives?meeting=${meeting.id}`);
  expect(list.counts.total).toBe(list.directives.length);
  expect(list.counts.done_on_time + list.counts.done_late).toBe(1);
}

/** Everybody says their turns, in order; each is seen as a caption under the right name before the next begins. */
async function hold(held: Briefing, hall: Site, others: Site[]): Promise<void> {
  const ids = await Promise.all([hall, ...others].map((site) => site.you()));
  let speaking = -1;
  let delegate = 0;
  for (const [n, turn] of held.turns.entries()) {
    const next = turn.chair ? 0 : 1 + (delegate++ % others.length);
    if (next !== speaking) {
      await (next === 0 ? hall.takeWord() : giveWord(hall, ids[next]!));
      speaking = next;
    }
    await expect
      .poll(async () => (await hall.captions()).filter(({ caption }) => caption.state === "final" && caption.text !== "").length, { timeout: 30_000, intervals: [60] })
      .toBeGreaterThan(n);
    const finals = (await hall.captions()).filter(({ caption }) => caption.state === "final" && caption.text !== "");
    expect(finals[n]!.caption.participant, `turn ${n + 1} is under the name of whoever has the word`).toBe(ids[next]!);
  }
}

/** The hall's own microphone is closed before a site has the word, so that only one of them is heard. */
async function giveWord(hall: Site, participant: string): Promise<void> {
  const you = await hall.you();
  if (!(await hall.room()).participants.find((one) => one.id === you)?.muted) await hall.toggleMicrophone();
  await hall.giveFloor(participant);
}

const proposalOf = (page: Page, id: string) => page.locator(`[data-testid=proposal][data-proposal="${id}"]`);

/** Accepts a proposal as it is, or with another lead unit. */
async function accept(page: Page, id: string, lead?: string): Promise<void> {
  const card = proposalOf(page, id);
  if (lead === undefined) {
    await card.getByTestId("proposal-accept").click();
  } else {
    await card.getByTestId("proposal-edit").click();
    const leads = card.getByTestId("acceptance-lead");
    while ((await leads.getByTestId("chosen-unit").count()) > 0) await leads.getByTestId("chosen-unit").first().click();
    await leads.getByTestId("acceptance-lead-find").fill(lead);
    await leads.getByTestId("unit-option").filter({ hasText: lead }).first().click();
    await card.getByTestId("acceptance-send").click();
  }
  await expect(card).toHaveCount(0);
}

/** Takes one step on a directive's page. */
async function step(page: Page, kind: string, note?: string): Promise<void> {
  await page.locator(`[data-testid=step][data-kind=${kind}]`).click();
  if (note !== undefined) await page.getByTestId("step-note").fill(note);
  await page.getByTestId("step-send").click();
  const question = page.getByTestId("question-yes");
  await expect(page.getByTestId("step-done").or(question)).toBeVisible();
  if (await question.isVisible()) await question.click();
  await expect(page.getByTestId("step-done")).toBeVisible();
}
