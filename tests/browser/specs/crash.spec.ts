// kill -9 in mid-meeting: the browsers come back by themselves, the sound up to two seconds before is kept, no final caption is lost or doubled.

import { Account } from "../src/api.ts";
import { expect, test } from "../src/fixtures.ts";
import { marks } from "../src/marks.ts";
import { measured } from "../src/measured.ts";
import { speeches } from "../src/speech.ts";
import { listenTo } from "../src/transcript.ts";

/** What a crash may cost, milliseconds of sound. */
const MOST_LOST = 2000;

test("a meeting survives the server's sudden death", async ({ server, site, folder }) => {
  test.setTimeout(240_000);
  const said = speeches(folder, 2);
  const { meeting } = await (await Account.signIn(server, "thuky")).todaysMeeting();
  const speaker = await site("camlo", { microphone: said[1]!.file });
  await speaker.enter(meeting.id);
  const hall = await site("chutri", { microphone: said[0]!.file });
  await hall.enter(meeting.id);
  await hall.firstPicture();
  await hall.openMeeting();
  await hall.giveFloor(await speaker.you());
  const you = await speaker.you();

  // One whole stretch becomes final; the server dies three seconds into the next one.
  await expect.poll(async () => (await hall.finals()).size, { timeout: 60_000 }).toBeGreaterThan(0);
  const next = (await speaker.talk()).length;
  await speaker.page.waitForFunction((n) => window.probe.talk.length > n, next, { timeout: 60_000, polling: 50 });
  await speaker.page.waitForTimeout(3000);
  const before = await Promise.all([speaker, hall].map((s) => s.finals()));
  const greetings = await Promise.all([speaker, hall].map((s) => s.page.evaluate(() => window.probe.welcomes)));
  await server.kill();
  const killed = Date.now();
  await expect(hall.page.getByTestId(marks.connectionLost)).toBeVisible();
  measured("restart", (await server.restart()) / 1000, "s", "after kill -9, same data, to GET /health = 200");

  // Nobody touches the browsers.
  for (const [i, s] of [speaker, hall].entries()) {
    await s.page.waitForFunction((n) => window.probe.welcomes > n, greetings[i]!, { timeout: 30_000 });
    const pictures = async () => (await s.received()).pictures;
    const now = await pictures();
    await expect.poll(pictures, { timeout: 30_000 }).toBeGreaterThan(now + 10);
  }
  measured("back_after_crash", (Date.now() - killed) / 1000, "s", "kill -9 to pictures advancing again in both browsers, restart included");
  expect(await speaker.you(), "the seat is the same").toBe(you);
  await expect(hall.page.getByTestId(marks.room)).toBeVisible();

  // The floor and the open microphone came back too: what is said from now on is written.
  const known = new Set((await hall.finals()).keys());
  await expect.poll(async () => [...(await hall.finals()).keys()].filter((id) => !known.has(id)).length, { timeout: 60_000 }).toBeGreaterThan(0);
  await hall.endMeeting();

  const secretary = await Account.signIn(server, "thuky");
  const transcript = await secretary.transcript(meeting.id);
  const ids = transcript.utterances.map((u) => u.id);
  expect(new Set(ids).size, "no utterance twice").toBe(ids.length);
  for (const finals of before) {
    for (const [id, text] of finals) {
      expect(transcript.utterances.filter((u) => u.id === id).map((u) => u.written), "every final caption is kept as it was shown").toEqual([text]);
    }
  }
  for (const a of transcript.utterances) {
    const same = transcript.utterances.filter((b) => b !== a && b.track === a.track && Math.min(a.t1, b.t1) - Math.max(a.t0, b.t0) > 500);
    expect(same.map((b) => [a.written, b.written]), "no stretch of sound is written twice").toEqual([]);
  }

  // The recording that the crash cut off: its sound goes on to within two seconds of the end, in the middle of a sentence.
  const own = transcript.utterances.find((u) => before[1]!.has(u.id))!;
  const track = transcript.tracks.find((t) => t.id === own.track)!;
  expect(track.playable).toBe(true);
  const reader = await site("thuky");
  await reader.signIn();
  const whole = await listenTo(reader.page, `/api/tracks/${track.id}/sound`, []);
  const lost = killed - (track.began_at + whole.milliseconds);
  measured("sound_lost_in_crash", Math.max(0, lost) / 1000, "s", "kill -9 to the end of the recording of who was speaking");
  expect(lost).toBeLessThan(MOST_LOST);
  const end = await listenTo(reader.page, `/api/tracks/${track.id}/sound`, [[whole.milliseconds - 1000, whole.milliseconds]]);
  expect(end.loudness[0], "there is speech to its end").toBeGreaterThan(-45);
});
