// Minutes and the notice of their conclusion through the office: sent, remarked on, changed by a taken suggestion, compared,
// approved, issued; every page without a serious accessibility violation.

import axe from "axe-core";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import type { MeetingList, PaperList } from "../../../web/app/src/wire.ts";
import { Account } from "../src/api.ts";
import { expect, test } from "../src/fixtures.ts";
import { SCREENSHOTS } from "../src/settings.ts";
import type { Site } from "../src/site.ts";

async function clean(site: Site, name: string) {
  if (SCREENSHOTS) {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await site.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
  }
  await site.page.evaluate(axe.source);
  const result = await site.page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ["violations"] }));
  const serious = result.violations.filter((v) => v.impact === "serious" || v.impact === "critical");
  expect(serious.map((v) => `${name}: ${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`)).toEqual([]);
}

test("the office reviews minutes, issues them, and gives notice of the conclusion", async ({ server, site }) => {
  test.setTimeout(90_000);
  const account = await Account.signIn(server, "thuky");
  const list = await account.get<MeetingList>("/api/meetings");
  const card = [...list.earlier, ...list.today].find((one) => one.minutes === "draft");
  if (!card) throw new Error("the demo authority has no minutes in draft");
  const id = card.meeting.id;

  const secretary = await site("thuky");
  await secretary.page.goto(server.url);
  await secretary.signIn();
  await secretary.page.goto(`${server.url}/hop/${id}/xem-xet`);
  await secretary.page.getByTestId("review-submission").click();
  await secretary.page.getByTestId("review-note").fill("Kính trình chủ trì xem xét");
  await secretary.page.getByTestId("question-yes").click();
  await expect(secretary.page.getByTestId("review-submitted")).toBeVisible();

  const chair = await site("chutri");
  await chair.page.goto(server.url);
  await chair.signIn();
  await chair.page.goto(`${server.url}/hop/${id}/xem-xet`);
  // The chair approves a first time, so that there is a version to compare with.
  await chair.page.getByTestId("review-approval").click();
  await chair.page.getByTestId("question-yes").click();
  await expect(chair.page.getByTestId("review-state")).toHaveAttribute("data-state", "approved");
  const passage = chair.page.getByTestId("review-passage").last();
  const text = (await passage.locator("p").innerText()).trim();
  await passage.getByTestId("remark-on").click();
  await chair.page.getByTestId("remark-quote").fill("không có trong biên bản");
  await chair.page.getByTestId("remark-send").click();
  await expect(chair.page.getByRole("alert").first()).toBeVisible();
  await chair.page.getByTestId("remark-quote").fill(text);
  await chair.page.getByTestId("remark-words").fill("Bổ sung cho rõ");
  await chair.page.getByTestId("remark-suggestion").fill(`${text} Đại biểu nhất trí.`);
  await chair.page.getByTestId("remark-send").click();
  await expect(chair.page.getByTestId("remark")).toHaveAttribute("data-decision", "open");
  await clean(chair, "review-chair");

  await secretary.page.reload();
  await secretary.page.getByTestId("remark-accept").click();
  await expect(secretary.page.getByTestId("remark")).toHaveAttribute("data-decision", "accepted");
  await expect(secretary.page.getByTestId("review-passage").last()).toContainText("Đại biểu nhất trí.");
  await secretary.page.getByTestId("compare-go").click();
  await expect(secretary.page.getByTestId("compare-result").locator("ins").first()).toContainText("Đại biểu nhất trí.");
  await clean(secretary, "review-secretary");

  await chair.page.reload();
  await expect(chair.page.getByTestId("review-state")).toHaveAttribute("data-state", "draft");
  await chair.page.getByTestId("review-approval").click();
  await chair.page.getByTestId("question-yes").click();
  await expect(chair.page.getByTestId("review-state")).toHaveAttribute("data-state", "approved");

  const clerk = await site("vanthu");
  await clerk.page.goto(server.url);
  await clerk.signIn();
  await clerk.page.goto(`${server.url}/hop/${id}/xem-xet`);
  await clerk.page.getByTestId("review-issue").click();
  await clerk.page.getByTestId("question-yes").click();
  await expect(clerk.page.getByTestId("review-state")).toHaveAttribute("data-state", "issued");

  await secretary.page.goto(`${server.url}/hop/${id}/van-ban`);
  await secretary.page.getByTestId("draft-conclusion").click();
  await expect(secretary.page.getByTestId("paper-form")).toBeVisible();
  await secretary.page.getByTestId("paper-place").fill("");
  await secretary.page.getByTestId("paper-save").click();
  await expect(secretary.page.getByTestId("paper-place")).toHaveAttribute("aria-invalid", "true");
  await secretary.page.getByTestId("paper-place").fill("Quảng Trị");
  await secretary.page.getByTestId("paper-recipients").fill("Như thành phần dự họp\nCác sở\nLưu: VT, TH");
  await secretary.page.getByTestId("paper-save").click();
  await expect(secretary.page.getByTestId("paper-unsaved")).toHaveCount(0);
  await clean(secretary, "paper-form");
  await secretary.page.getByTestId("paper-submission").click();
  await secretary.page.getByTestId("question-yes").click();
  await expect(secretary.page.getByTestId("paper-state")).toHaveAttribute("data-state", "submitted");

  const { papers } = await account.get<PaperList>(`/api/meetings/${id}/papers`);
  const paper = papers[0]!.id;
  await chair.page.goto(`${server.url}/van-ban/${paper}`);
  await chair.page.getByTestId("paper-return").click();
  await chair.page.getByTestId("question-yes").click();
  await expect(chair.page.getByRole("alert").first()).toBeVisible();
  await chair.page.getByTestId("question-no").click();
  await chair.page.getByTestId("paper-approval").click();
  await chair.page.getByTestId("question-yes").click();
  await expect(chair.page.getByTestId("paper-state")).toHaveAttribute("data-state", "approved");

  await clerk.page.goto(`${server.url}/van-ban/${paper}`);
  await clerk.page.getByTestId("paper-issue").click();
  await clerk.page.getByTestId("question-yes").click();
  await expect(clerk.page.getByTestId("paper-number")).toContainText("/TB-");
  await clean(clerk, "paper-issued");
  await clerk.page.goto(`${server.url}/hop/${id}/van-ban`);
  await expect(clerk.page.getByTestId("paper-row")).toHaveAttribute("data-state", "issued");
  await clean(clerk, "papers");
});
