// One's own account, the second factor, the chained log, and a purge, as their people use them.

import { createHmac } from "node:crypto";

import { expect, test } from "../src/fixtures.ts";
import { PASSWORD } from "../src/settings.ts";
import type { Site } from "../src/site.ts";

/** The code an authenticator shows (RFC 6238). `step` counts from the present one. */
function codeOf(secret: string, step = 0): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replaceAll(" ", "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigInt64BE(BigInt(Math.floor(Date.now() / 30_000) + step));
  const hash = createHmac("sha1", key).update(counter).digest();
  return ((hash.readUInt32BE(hash[19]! & 15) & 0x7fffffff) % 1_000_000).toString().padStart(6, "0");
}

async function enter(site: Site, name: string) {
  await site.page.getByTestId("username").fill(name);
  await site.page.getByTestId("password").fill(PASSWORD);
  await site.page.getByTestId("sign-in-submit").click();
}

test("an owner sees the machines signed in, ends one, and changes the password", async ({ server, site }) => {
  const [office, home] = [await site("camlo"), await site("camlo")];
  await office.signIn();
  await home.signIn();
  await office.page.getByTestId("signed-in").click();
  await expect(office.page.getByTestId("machine")).toHaveCount(2);
  await expect(office.page.locator("[data-testid=machine][data-here=true]")).toHaveCount(1);
  await office.page.getByTestId("machine-end").click();
  await expect(office.page.getByTestId("machine")).toHaveCount(1);
  await home.page.goto(`${server.url}/hop`);
  await expect(home.page.getByTestId("sign-in")).toBeVisible();

  await office.page.getByTestId("password-current").fill(PASSWORD);
  await office.page.getByTestId("password-new").fill("ngắn");
  await office.page.getByTestId("password-again").fill("ngắn");
  await office.page.getByTestId("password-submit").click();
  await expect(office.page.getByTestId("password-refused")).toBeVisible();
  await office.page.getByTestId("password-new").fill("mùa gặt tháng mười");
  await office.page.getByTestId("password-again").fill("mùa gặt tháng mười");
  await office.page.getByTestId("password-submit").click();
  await expect(office.page.getByTestId("password-done")).toBeVisible();
  await enter(home, "camlo");
  await expect(home.page.getByTestId("sign-in-refused")).toBeVisible();
});

test("an administrator sets a second factor up and signs in with it, and the log is whole", async ({ server, site }) => {
  const admin = await site("quantri");
  await admin.signIn();
  await admin.page.goto(`${server.url}/tai-khoan`);
  await admin.page.getByTestId("factor-begin").click();
  await admin.page.getByTestId("factor-password").fill(PASSWORD);
  await admin.page.getByTestId("factor-next").click();
  await expect(admin.page.getByTestId("factor-picture")).toBeVisible();
  const secret = (await admin.page.getByTestId("factor-secret").textContent()) ?? "";
  await admin.page.getByTestId("factor-code").fill("12");
  await admin.page.getByTestId("factor-next").click();
  await expect(admin.page.getByTestId("factor-refused")).toBeVisible();
  await admin.page.getByTestId("factor-code").fill(codeOf(secret, -1));
  await admin.page.getByTestId("factor-next").click();
  const recovery = (await admin.page.getByTestId("recovery-codes").locator("code").first().textContent()) ?? "";
  await admin.page.getByTestId("recovery-kept").click();
  await expect(admin.page.getByTestId("factor-on")).toBeVisible();

  await admin.page.getByTestId("sign-out").click();
  await enter(admin, "quantri");
  await admin.page.getByTestId("second-factor").fill("000000");
  await admin.page.getByTestId("sign-in-submit").click();
  await expect(admin.page.getByTestId("sign-in-refused")).toBeVisible();
  await admin.page.getByTestId("second-factor").fill(recovery);
  await admin.page.getByTestId("sign-in-submit").click();
  await expect(admin.page.getByTestId("signed-in")).toBeVisible();

  await admin.page.goto(`${server.url}/nhat-ky`);
  await expect(admin.page.getByTestId("chain-whole")).toBeVisible();
  await expect(admin.page.locator("[data-act='second_factor.set_up']")).toHaveCount(1);
});

test("a meeting is held back, then its content is removed after its day was typed", async ({ server, site }) => {
  const admin = await site("quantri");
  await admin.signIn();
  await admin.page.goto(`${server.url}/quan-tri/luu-giu`);
  const row = admin.page.getByTestId("record").filter({ has: admin.page.getByTestId("record-purge") }).first();
  const id = await row.getAttribute("data-id");
  const same = admin.page.locator(`[data-testid=record][data-id="${id}"]`);
  await same.getByTestId("record-hold").click();
  await admin.page.getByTestId("hold-reason").fill("Thanh tra huyện, văn bản số 12/TTr");
  await admin.page.getByTestId("hold-submit").click();
  await expect(same.getByTestId("record-purge")).toHaveCount(0);
  await same.getByTestId("record-hold").click();
  await admin.page.getByTestId("hold-submit").click();

  await same.getByTestId("record-purge").click();
  const dialog = admin.page.getByTestId("purge-dialog");
  const day = /\d{2}\/\d{2}\/\d{4}/.exec((await dialog.textContent()) ?? "")?.[0] ?? "";
  await admin.page.getByTestId("purge-reason").fill("Nói nhầm nội dung không được phép ghi");
  await admin.page.getByTestId("purge-day").fill("01/01/2000");
  await admin.page.getByTestId("purge-submit").click();
  await expect(dialog).toBeVisible();
  await admin.page.getByTestId("purge-day").fill(day);
  await admin.page.getByTestId("purge-submit").click();
  await expect(admin.page.getByTestId("backup-list")).toBeVisible();
  await admin.page.keyboard.press("Escape");
  await expect(same.getByTestId("record-backups")).toBeVisible();

  await admin.page.getByTestId("term-sound").fill("x");
  await admin.page.getByTestId("terms-save").click();
  await expect(admin.page.getByTestId("terms-saved")).toHaveCount(0);
  await admin.page.getByTestId("term-sound").fill("12");
  await admin.page.getByTestId("terms-save").click();
  await expect(admin.page.getByTestId("terms-saved")).toBeVisible();
});
