// A leader's ten minutes: what is late and in whose words it was ordered, the figures of a period, the workbook, the hall's
// screen, and a search that is narrowed and kept.

import axe from "axe-core";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";

import { expect, test } from "../src/fixtures.ts";
import { SCREENSHOTS } from "../src/settings.ts";

const SCREENS = { office: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } } as const;

/** Serious violations of the page as it stands, on both screens, and what is wider than the screen. */
async function look(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const [screen, size] of Object.entries(SCREENS)) {
    await page.setViewportSize(size);
    if (SCREENSHOTS) {
      mkdirSync(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: join(SCREENSHOTS, `leader-${name}-${screen}.png`), fullPage: true });
    }
    await page.evaluate(axe.source);
    const result = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ["violations"] }));
    for (const violation of result.violations) {
      if (violation.impact !== "serious" && violation.impact !== "critical") continue;
      found.push(`${name}-${screen}: ${violation.id}: ${violation.help}: ${violation.nodes.map((node) => node.target.join(" ")).slice(0, 4).join(", ")}`);
    }
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wider > 1) found.push(`${name}-${screen}: ${wider} pixels wider than the screen`);
  }
  await page.setViewportSize(SCREENS.office);
  return found;
}

test("a leader sees in ten minutes what is late, whose, in which words, and finds it again", async ({ server, site }) => {
  const leader = await site("chutri");
  const { page } = leader;
  const found: string[] = [];
  await leader.signIn();

  // One line above the meetings leads to what is late.
  await page.getByTestId("late-card").getByRole("link").click();
  await expect(page).toHaveURL(/\/so-lieu\/qua-han$/);
  const late = page.getByTestId("late");
  await expect(late.first()).toBeVisible();
  const count = Number(await page.getByTestId("tile-overdue").getAttribute("data-count"));
  expect(count).toBeGreaterThan(0);
  expect(await late.count()).toBe(count);
  const days = await late.locator(".days strong").allTextContents();
  expect(days.map(Number), "the longest first").toEqual([...days.map(Number)].sort((a, b) => b - a));
  await expect(late.first().locator("blockquote")).not.toBeEmpty();
  found.push(...(await look(page, "late")));

  // The sentence that ordered it is heard.
  const hear = page.getByTestId("hear");
  if ((await hear.count()) > 0) {
    await hear.first().click();
    await expect(page.getByTestId("player")).toHaveAttribute("data-state", /playing|stopped/);
  }

  // Whose it is, and back.
  const whose = page.getByTestId("whose").first();
  const unit = await whose.getAttribute("data-unit");
  await whose.click();
  await expect(page).toHaveURL(new RegExp(`don-vi=${unit}`));
  await expect.poll(() => late.count()).toBeLessThan(count);
  await page.getByTestId("whose-all").click();
  await expect.poll(() => late.count()).toBe(count);

  // Figures: of the year, by leader, and a row narrows them.
  await page.getByTestId("nav-figures").click();
  await page.locator('[data-testid=period][data-period="year"]').click();
  await expect(page).toHaveURL(/tu=/);
  await expect(page.getByTestId("row").first()).toBeVisible();
  const total = await page.getByTestId("identity").textContent();
  const parts = [...(total ?? "").matchAll(/\d+/g)].map(([digits]) => Number(digits));
  expect(parts.slice(1).reduce((sum, part) => sum + part, 0), "total is the sum of its parts").toBe(parts[0]);
  found.push(...(await look(page, "figures")));
  await page.locator('[data-testid=by][data-by="leader"]').click();
  await expect(page.getByTestId("rows")).toContainText("Đinh Trọng Khuê");
  await page.getByTestId("row").first().getByRole("link").first().click();
  await expect(page.getByTestId("narrowed")).toContainText("Đinh Trọng Khuê");
  await page.getByTestId("figures-from").fill("31/02/2026");
  await expect(page.getByTestId("figures-show")).toBeDisabled();
  await page.getByTestId("usage-part").getByText("Mức độ sử dụng").click();
  await expect(page.getByTestId("usage")).toBeVisible();

  // The workbook, and the hall's screen.
  const download = page.waitForEvent("download");
  await page.getByTestId("export").click();
  expect((await download).suggestedFilename()).toMatch(/^so-lieu-\d{4}-\d\d-\d\d\.xlsx$/);
  await page.getByTestId("wall").click();
  await expect(page.getByTestId("wall-page")).toBeVisible();
  await expect(page.getByTestId("tile-overdue")).toBeVisible();
  found.push(...(await look(page, "wall")));

  // Search: narrowed by what it counts, in quotation marks, with a slip of the finger, and kept.
  await page.goto(`${server.url}/tim-kiem?q=${encodeURIComponent("giải ngân")}`);
  await expect(page.getByTestId("hit").first()).toBeVisible();
  await expect(page.getByTestId("facets")).toBeVisible();
  found.push(...(await look(page, "search")));
  const before = await page.getByTestId("hit").count();
  const meeting = page.locator('[data-testid=facet][data-what="meeting"]').last();
  await meeting.click();
  await expect(page).toHaveURL(/hop=/);
  await expect.poll(() => page.getByTestId("hit").count()).toBeLessThan(before);
  await page.getByTestId("keep").click();
  await expect(page.getByTestId("kept")).toHaveCount(1);
  await page.goto(`${server.url}/tim-kiem`);
  await page.getByTestId("kept").click();
  await expect(page).toHaveURL(/hop=/);
  await page.getByTestId("kept-drop").click();
  await expect(page.getByTestId("kept")).toHaveCount(0);
  await page.goto(`${server.url}/tim-kiem?q=${encodeURIComponent("giai nagn")}`);
  await expect(page.getByTestId("snippet").first()).toContainText(/giải ngân/i);

  // A rated unit reads its own figures only.
  const unitHead = await site("camlo");
  await unitHead.signIn();
  await expect(unitHead.page.getByTestId("late-card")).toHaveCount(0);
  await unitHead.page.goto(`${server.url}/so-lieu`);
  await expect(unitHead.page.getByRole("heading", { level: 1 })).toHaveText("Số liệu của đơn vị");
  await expect(unitHead.page.getByTestId("row")).toHaveCount(1);
  expect(found).toEqual([]);
});
