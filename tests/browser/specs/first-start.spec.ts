// An office from nothing: an empty server is set up in the browser, lists are brought in, accounts handed out, and the first meeting is
// held. No page asks anything of another machine.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import axe from "axe-core";

import type { MeetingList } from "../../../web/app/src/wire.ts";
import { expect, test as base } from "../src/fixtures.ts";
import { marks } from "../src/marks.ts";
import { measured } from "../src/measured.ts";
import { Server } from "../src/server.ts";
import { BINARY, SCREENSHOTS } from "../src/settings.ts";
import type { Site } from "../src/site.ts";

const UNITS = `Mã;Tên đầy đủ;Tên ngắn;Loại;Mã đơn vị cấp trên
ubnd-xa-an-phu;Ủy ban nhân dân xã An Phú;UBND xã An Phú;xã;
vp;Văn phòng HĐND và UBND xã An Phú;Văn phòng;phòng;ubnd-xa-an-phu
thon-1;Thôn Trung An;Thôn Trung An;thôn;ubnd-xa-an-phu
`;
const PEOPLE = `Mã;Họ và tên;Chức vụ;Mã đơn vị
tam;Phạm Đức Tâm;Chủ tịch UBND xã;ubnd-xa-an-phu
ly;Võ Thị Lý;Chánh Văn phòng;vp
on;Hồ Văn Ổn;Trưởng thôn;thon-1
`;
const OWN = "một câu chỉ mình biết";

const test = base.extend({
  server: async ({ folder }, use) => {
    const server = await Server.start({ demo: false, data: join(folder, "data") });
    await use(server);
    await server.discard();
  },
});

async function clean(site: Site, name: string): Promise<void> {
  await site.page.evaluate(axe.source);
  const found = await site.page.evaluate(async () => {
    const results = await (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ["violations"] });
    return results.violations.filter((one) => one.impact === "serious" || one.impact === "critical").map((one) => `${one.id}: ${one.nodes[0]?.html ?? ""}`);
  });
  expect(found, name).toEqual([]);
  const width = await site.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(width, `${name} is not wider than the screen`).toBeLessThanOrEqual(0);
  if (SCREENSHOTS) await site.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}

/** Makes an account in the administrator's browser; answers its one-time password. */
async function hand(admin: Site, person: RegExp, role: string, username: string): Promise<string> {
  const { page } = admin;
  await page.getByTestId("account-add").click();
  const label = await page.getByTestId("account-person").locator("option").filter({ hasText: person }).first().innerText();
  await page.getByTestId("account-person").selectOption({ label });
  await expect(page.getByTestId("account-unit")).not.toHaveValue("");
  await page.getByTestId("account-role").selectOption(role);
  await page.getByTestId("account-username").fill(username);
  if (username === "tam") await clean(admin, "accounts-new");
  await page.getByTestId("account-submit").click();
  const password = await page.getByTestId("one-time-password").innerText();
  if (username === "tam") await clean(admin, "accounts-one-time");
  await page.getByTestId("one-time-close").click();
  return password;
}

/** Signs in with a one-time password and sets one's own. */
async function arrive(site: Site, oneTime: string, picture?: string): Promise<void> {
  const { page } = site;
  await page.goto(`${site.server.url}/?tho=1`);
  await page.getByTestId(marks.username).fill(site.account);
  await page.getByTestId(marks.password).fill(oneTime);
  await page.getByTestId(marks.signIn).click();
  await page.getByTestId("password-current").fill(oneTime);
  await page.getByTestId("password-new").fill("ngắn");
  await page.getByTestId("password-again").fill("ngắn");
  await page.getByTestId("password-submit").click();
  await expect(page.getByTestId("password-refused")).toContainText("ít nhất 10 ký tự");
  if (picture) await clean(site, picture);
  await page.getByTestId("password-new").fill(OWN);
  await page.getByTestId("password-again").fill(OWN);
  await page.getByTestId("password-submit").click();
  await expect(page.getByTestId(marks.signedIn)).toBeVisible();
}

test("an office begins with nothing and holds its first meeting", async ({ server, site, folder }) => {
  test.setTimeout(180_000);
  const began = Date.now();
  const abroad: string[] = [];
  const watched = async (account: string) => {
    const opened = await site(account);
    opened.page.on("request", (request) => {
      const url = new URL(request.url());
      if (/^(https?|wss?):$/.test(url.protocol) && url.hostname !== "127.0.0.1") abroad.push(request.url());
    });
    return opened;
  };

  const admin = await watched("quantri");
  const { page } = admin;
  await page.goto(server.url);
  await page.getByTestId("set-up-submit").click();
  await expect(page.getByText("Mục này cần được điền.").first()).toBeVisible();
  await page.getByTestId("set-up-code").fill("xxxx-xxxx-xxxx");
  await page.getByTestId("set-up-authority").fill("Ủy ban nhân dân xã An Phú");
  await page.getByTestId("set-up-name").fill("Lê Văn Tư");
  await page.getByTestId("set-up-post").fill("Công chức Văn phòng");
  await page.getByTestId("set-up-password").fill(OWN);
  await page.getByTestId("set-up-again").fill(OWN);
  await page.getByTestId("set-up-submit").click();
  await expect(page.getByTestId("set-up-refused")).toContainText("Mã thiết lập không đúng");
  await clean(admin, "set-up");
  await page.getByTestId("set-up-code").fill(readFileSync(join(server.data, "setup-code"), "utf8"));
  await page.getByTestId("set-up-submit").click();
  await expect(page.getByTestId(marks.signedIn)).toBeVisible();

  // The technician's two lists, beside the running server.
  for (const [what, text] of [
    ["units", UNITS],
    ["people", PEOPLE],
  ] as const) {
    const file = join(folder, `${what}.csv`);
    writeFileSync(file, text);
    execFileSync(BINARY, ["import", what, file, "--data", server.data]);
  }
  await page.goto(`${server.url}/quan-tri/tai-khoan`);
  const chair = await hand(admin, /Phạm Đức Tâm/, "leader", "tam");
  const secretary = await hand(admin, /Võ Thị Lý/, "meeting_secretary", "ly");
  await expect(page.getByTestId("account")).toHaveCount(3);
  await clean(admin, "accounts");

  const writer = await watched("ly");
  await arrive(writer, secretary, "password-first");
  await clean(writer, "meetings-none");
  await writer.page.goto(`${server.url}/hop/moi`);
  await writer.page.getByTestId("secret-no").check();
  await writer.page.getByTestId("call-name").fill("Hội nghị giao ban tuần đầu tiên");
  const at = new Date(Date.now() + 7 * 3600_000 + 600_000);
  const two = (number: number) => String(number).padStart(2, "0");
  await writer.page.getByTestId("call-date").fill(`${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()}`);
  await writer.page.getByTestId("call-time").fill(`${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`);
  for (const [field, who] of [["call-chair", /Phạm Đức Tâm/], ["call-secretary", /Võ Thị Lý/]] as const) {
    const label = await writer.page.getByTestId(field).locator("option").filter({ hasText: who }).first().innerText();
    await writer.page.getByTestId(field).selectOption({ label });
  }
  await writer.page.getByTestId("call-hall").selectOption({ label: "Ủy ban nhân dân xã An Phú" });
  for (const unit of ["vp", "thon-1"]) await writer.page.locator(`[data-testid=call-site][data-unit="${unit}"]`).check();
  await writer.page.getByTestId("call-submit").click();
  await expect(writer.page.getByTestId(marks.meetingCard)).toHaveCount(1);

  const leader = await watched("tam");
  await arrive(leader, chair);
  const list = (await leader.page.evaluate(async () => (await fetch("/api/meetings")).json())) as MeetingList;
  const meeting = [...list.today, ...list.upcoming][0]!.meeting;
  for (const one of [writer, leader]) {
    await one.page.goto(`${server.url}/?tho=1`);
    await one.check(meeting.id);
    await one.join();
  }
  await leader.openMeeting();
  await leader.firstPicture();
  measured("first_meeting", (Date.now() - began) / 1000, "s", "empty server to two rooms seeing each other, driven by a script: set-up, two lists, two accounts, one call");
  await leader.endMeeting();

  // The one-time password is spent, and a closed account is out at once.
  await page.locator('[data-testid=account][data-username="ly"]').getByTestId("account-change").click();
  await page.getByTestId("account-close").click();
  await expect(page.locator('[data-testid=account][data-username="ly"]')).toContainText("Đã khóa");
  await writer.page.goto(server.url);
  await expect(writer.page.getByTestId(marks.username)).toBeVisible();
  expect(abroad, "no page asks anything of another machine").toEqual([]);
});
