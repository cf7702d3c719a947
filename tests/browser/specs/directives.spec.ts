// A unit's week and a monitoring officer's day: told what is owed, an extension asked for and granted, urged, handed over,
// dispatched with the minutes, and reviewed before the next meeting.

import axe from "axe-core";

import type { DirectiveCard, DirectiveList, DirectivePage, MeetingList, NoticePage } from "../../../web/app/src/wire.ts";
import { Account } from "../src/api.ts";
import { expect, test } from "../src/fixtures.ts";
import { pictured } from "../src/pictured.ts";
import type { Site } from "../src/site.ts";

/** `YYYY-MM-DD` this many days later, as people type days. */
function later(day: string, days: number): string {
  const [year, month, date] = day.slice(0, 10).split("-").map(Number);
  const at = new Date(Date.UTC(year!, month! - 1, date! + days));
  return `${String(at.getUTCDate()).padStart(2, "0")}/${String(at.getUTCMonth() + 1).padStart(2, "0")}/${at.getUTCFullYear()}`;
}

/** Serious violations on the page as it stands. */
async function violations(site: Site, name: string): Promise<string[]> {
  await pictured(site.page, name);
  await site.page.evaluate(axe.source);
  const result = await site.page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ["violations"] }));
  return result.violations.filter((v) => v.impact === "serious" || v.impact === "critical").map((v) => `${name}: ${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")}`);
}

async function open(site: Site, card: DirectiveCard): Promise<void> {
  await site.page.goto(`${site.server.url}/nhiem-vu/${card.id}`);
  await expect(site.page.getByTestId("history")).toBeVisible();
}

function step(site: Site, kind: string) {
  return site.page.locator(`[data-testid="step"][data-kind="${kind}"]`);
}

test("a unit's week and a monitoring officer's day", async ({ server, site }) => {
  test.setTimeout(90_000);
  const found: string[] = [];
  const [unit, other, officer] = [await Account.signIn(server, "camlo"), await Account.signIn(server, "chuyenvien"), await Account.signIn(server, "theodoi")];
  const { directives } = await unit.get<DirectiveList>("/api/directives?mine=1");
  const begun = (card: DirectiveCard) => ["accepted", "in_progress"].includes(card.state);
  const overdue = directives.find((card) => begun(card) && card.timeliness === "overdue");
  const inTerm = (await other.get<DirectiveList>("/api/directives?mine=1")).directives.find((card) => begun(card) && card.due !== null && card.timeliness !== "overdue");
  if (!inTerm || !overdue) throw new Error("the demo units have nothing in term, or nothing overdue");
  expect(directives[0]!.timeliness, "what is owed stands first").toBe("overdue");

  // The unit opens its week: the badge, the notices, and what each speaks of.
  const commune = await site("camlo");
  await commune.signIn();
  const before = (await unit.get<NoticePage>("/api/notices")).unread;
  expect(before, "the demo unit was reminded of what is overdue").toBeGreaterThan(0);
  await expect(commune.page.getByTestId("unread-badge")).toHaveText(String(before));
  await commune.page.getByTestId("nav-notices").click();
  await expect(commune.page.getByTestId("notice").first()).toBeVisible();
  found.push(...(await violations(commune, "unit-notices")));
  await commune.page.getByTestId("notice").first().getByRole("link").click();
  await expect(commune.page.getByTestId("history")).toBeVisible();
  await expect(commune.page.getByTestId("unread-badge")).not.toHaveText(String(before));

  // Too late for what is overdue, in time for the other.
  await open(commune, overdue);
  await step(commune, "extension_asked").click();
  await commune.page.getByTestId("step-due").fill(later(overdue.due!, 60));
  await commune.page.getByTestId("step-note").fill("Chờ thẩm định.");
  await commune.page.getByTestId("step-send").click();
  await expect(commune.page.getByTestId("step-refused")).toBeVisible();
  const department = await site("chuyenvien");
  await department.signIn();
  await open(department, inTerm);
  await step(department, "extension_asked").click();
  await department.page.getByTestId("step-send").click();
  await expect(department.page.locator("[aria-invalid='true']").first()).toBeFocused();
  await department.page.getByTestId("step-due").fill(later(inTerm.due!, 10));
  await department.page.getByTestId("step-note").fill("Mưa lũ kéo dài, chưa đo đạc được.");
  await department.page.getByTestId("step-send").click();
  await expect(department.page.getByTestId("step-done")).toBeVisible();
  await expect(step(department, "extension_asked")).toHaveCount(0);
  found.push(...(await violations(department, "unit-asked")));

  // The officer's day: what waits for a decision, first of all the unit's question.
  const desk = await site("theodoi");
  await desk.signIn();
  await desk.page.getByTestId("nav-directives").click();
  await desk.page.getByTestId("filter-waiting").click();
  const row = desk.page.locator(`[data-directive="${inTerm.id}"]`);
  await expect(row.getByTestId("asked-due")).toBeVisible();
  found.push(...(await violations(desk, "officer-waiting")));
  await row.getByRole("link").first().click();
  await step(desk, "extended").click();
  await desk.page.getByTestId("step-due").fill(later(inTerm.due!, 10));
  await desk.page.getByTestId("step-send").click();
  await expect(desk.page.getByTestId("step-done")).toBeVisible();
  const after = await officer.get<DirectivePage>(`/api/directives/${inTerm.id}`);
  expect(after.card.asked_due).toBeNull();
  expect(after.events.at(-1)).toMatchObject({ kind: "extended", due: after.card.due });
  expect(after.card.due! > inTerm.due!, "the date was moved").toBe(true);

  // Urged with a letter; each unit hears of it.
  await open(desk, overdue);
  await step(desk, "urged").click();
  await desk.page.getByTestId("document-number").fill("15/UBND-TH");
  await desk.page.getByTestId("step-note").fill("Đề nghị báo cáo ngay.");
  await desk.page.getByTestId("step-send").click();
  await expect(desk.page.locator('[data-testid="event"][data-kind="urged"]')).toContainText("15/UBND-TH");
  const told = async (account: Account) => (await account.get<NoticePage>("/api/notices")).notices[0]?.kind;
  expect([await told(unit), await told(other)]).toEqual(["urged", "extended"]);

  // What a unit returned goes to another one, by a document.
  const returned = (await officer.get<DirectiveList>("/api/directives?state=returned")).directives[0];
  if (!returned) throw new Error("the demo authority has nothing that was returned");
  await open(desk, returned);
  await step(desk, "handed_over").click();
  await desk.page.getByTestId("step-send").click();
  await expect(desk.page.locator("[aria-invalid='true']").first()).toBeVisible();
  await desk.page.getByTestId("receiver").getByRole("combobox").fill("cam lo");
  await desk.page.getByTestId("receiver").getByRole("option").first().click();
  await desk.page.getByTestId("document-number").fill("12/QĐ-UBND");
  await desk.page.getByTestId("document-on").fill(later(returned.directed_on, 3));
  await desk.page.getByTestId("step-send").click();
  await expect(desk.page.getByTestId("assigned-to")).toBeVisible();
  found.push(...(await violations(desk, "officer-handed-over")));
  await desk.page.goto(`${server.url}/nhiem-vu/ban-giao`);
  await expect(desk.page.getByTestId("nothing-to-hand-over").or(desk.page.getByTestId("dissolved").first())).toBeVisible();
  found.push(...(await violations(desk, "officer-hand-over")));

  // The secretary sends all directives of the approved minutes with one press.
  const held = (await officer.get<MeetingList>("/api/meetings")).earlier.find((card) => card.minutes === "issued" && directives.some((one) => one.meeting === card.meeting.id));
  if (!held) throw new Error("the demo authority has no issued minutes with directives");
  const secretary = await site("thuky");
  await secretary.signIn();
  await secretary.page.goto(`${server.url}/hop/${held.meeting.id}/nhiem-vu`);
  await secretary.page.getByTestId("dispatch-send").click();
  await secretary.page.getByTestId("dispatch-yes").click();
  await expect(secretary.page.getByTestId("dispatched")).toBeVisible();
  await expect(secretary.page.getByTestId("dispatch-send")).toHaveCount(0);
  found.push(...(await violations(secretary, "dispatched")));

  // Before the next meeting the chair goes through what became of it.
  const chair = await site("chutri");
  await chair.signIn();
  await chair.page.getByTestId("meeting-review").first().click();
  await expect(chair.page.getByTestId("review-late")).toHaveAttribute("data-count", /[1-9]/);
  await expect(chair.page.getByTestId("annex-lines")).toContainText("quá hạn");
  found.push(...(await violations(chair, "review")));
  expect(found).toEqual([]);
});
