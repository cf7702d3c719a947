// A full disk interrupts the recording, not the meeting, and loses nothing that was kept.

import { execFileSync } from "node:child_process";
import { closeSync, cpSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

import { Account } from "../src/api.ts";
import { expect, test } from "../src/fixtures.ts";
import { Server } from "../src/server.ts";
import { RUN } from "../src/settings.ts";
import { Site } from "../src/site.ts";

/** Size of the disk, MB: the demo data and a minute of a meeting fit. */
const DISK = 64;

test("a full disk is told to everybody, the meeting goes on, and what was kept stays", async ({ folder }) => {
  test.skip(process.getuid?.() !== 0, "a small disk can only be made by root");
  test.setTimeout(180_000);
  const disk = join(folder, "disk");
  mkdirSync(disk);
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK}m`, "tmpfs", disk]);
  const open: Site[] = [];
  let server: Server | undefined;
  try {
    const data = join(disk, "data");
    cpSync(join(RUN, "demo"), data, { recursive: true });
    server = await Server.start({ data });
    const secretary = await Account.signIn(server, "thuky");
    const { meeting } = await secretary.todaysMeeting();
    for (const account of ["chutri", "camlo"]) {
      const site = await Site.open(server, account);
      open.push(site);
      await site.enter(meeting.id);
    }
    const [hall, guest] = [open[0]!, open[1]!];
    await hall.firstPicture();
    await hall.openMeeting();
    await hall.giveFloor(await guest.you());
    await expect.poll(async () => (await hall.room()).recording).toBe("on");
    await hall.page.waitForTimeout(5000);

    fill(join(disk, "ballast"));
    await expect.poll(async () => (await hall.room()).recording, { timeout: 30_000 }).toBe("failing");
    for (const site of open) expect(await site.refusals()).toContain("disk_full");
    const before = (await hall.received()).pictures;
    await expect.poll(async () => (await hall.received()).pictures).toBeGreaterThan(before + 20);

    rmSync(join(disk, "ballast"));
    await hall.endMeeting();
    await expect.poll(async () => (await secretary.todaysMeeting().catch(() => null)) === null, { message: "the end is kept" }).toBe(true);
    const { tracks } = await secretary.transcript(meeting.id);
    const longest = Math.max(...tracks.filter((track) => track.playable).map((track) => track.length));
    expect(longest, "the sound before the disk was full").toBeGreaterThan(3000);
  } finally {
    await Promise.all(open.map((site) => site.close()));
    await server?.stop();
    execFileSync("umount", ["-l", disk]);
  }
});

/** Takes all room that is left. */
function fill(file: string): void {
  const handle = openSync(file, "w");
  const block = Buffer.alloc(64 * 1024);
  try {
    for (;;) writeSync(handle, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  } finally {
    closeSync(handle);
  }
}
