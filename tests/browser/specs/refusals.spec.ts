// Bad input gets a clear refusal and loses nothing.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Account, trySignIn } from "../src/api.ts";
import { expect, test } from "../src/fixtures.ts";
import { marks } from "../src/marks.ts";
import { PASSWORD } from "../src/settings.ts";
import { speeches } from "../src/speech.ts";
import { listenTo } from "../src/transcript.ts";
import type { RefusalText } from "../../../web/app/src/wire.ts";

test("a wrong password is refused in Vietnamese and what was typed stays", async ({ server, site }) => {
  const official = await site("camlo");
  await official.page.goto(server.url);
  await official.page.getByTestId(marks.username).fill("camlo");
  await official.page.getByTestId(marks.password).fill("sai-mat-khau");
  await official.page.getByTestId(marks.signIn).click();
  await expect(official.page.getByTestId(marks.signInRefused)).toContainText("Tên đăng nhập hoặc mật khẩu không đúng");
  await expect(official.page.getByTestId(marks.username)).toHaveValue("camlo");
  await official.page.getByTestId(marks.password).fill(PASSWORD);
  await official.page.getByTestId(marks.signIn).click();
  await expect(official.page.getByTestId(marks.signedIn)).toBeVisible();
});

test("whoever guesses passwords must rest, and an unknown name is told nothing else", async ({ server }) => {
  const code = async (answer: Response) => ((await answer.json()) as RefusalText).code;
  for (let i = 0; i < 5; i++) expect(await code(await trySignIn(server, "hieugiang", `sai-${i}`))).toBe("wrong_password");
  expect(await code(await trySignIn(server, "hieugiang", "sai-5"))).toBe("too_many_attempts");
  const even = await trySignIn(server, "hieugiang", PASSWORD);
  expect(even.ok, "not even the right one is tried now").toBe(false);
});

test("an unknown name is refused with the same words as a wrong password", async ({ server }) => {
  const answers = await Promise.all(["khong-co-ai", "camlo"].map(async (name) => (await trySignIn(server, name, "sai")).json() as Promise<RefusalText>));
  expect(answers[0]).toEqual(answers[1]);
});

test("socket messages nobody knows, that are too long, or that hold no offer are refused and the seat stays", async ({ server }) => {
  const account = await Account.signIn(server, "camlo");
  const { meeting } = await account.todaysMeeting();
  const socket = await account.socket(meeting.id);
  socket.say({ type: "raise_hand", raised: true });
  expect((await socket.refusal()).code).toBe("not_joined");
  socket.say({ type: "join", take_over: false });
  await socket.next("welcome");

  for (const text of ['{"type":"dance"}', "{", "[]", '{"type":"mute"}', "\u0000"]) {
    socket.sendText(text);
    const refusal = await socket.refusal();
    expect(refusal.code, text).toBe("unknown_message");
    expect(refusal.vi).toContain("Đề nghị tải lại trang");
  }
  socket.sendBytes(new Uint8Array([1, 2, 3]));
  expect((await socket.refusal()).code).toBe("unknown_message");
  for (const sdp of ["", "nonsense", "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n", "v=0\r\n".repeat(5000)]) {
    socket.say({ type: "offer", sdp });
    expect((await socket.refusal()).code, sdp.slice(0, 20)).toBe("offer_malformed");
  }
  socket.say({ type: "open" });
  expect((await socket.refusal()).code).toBe("not_presiding");
  socket.say({ type: "raise_hand", raised: true });
  await socket.next("room", ({ room }) => room.participants.some((p) => p.hand_raised_at !== null));

  socket.say({ type: "offer", sdp: "x".repeat(70_000) });
  expect((await socket.refusal()).code).toBe("too_large");
  const closed = new Promise((done) => setTimeout(done, 10_000)).then(() => "open");
  socket.sendText("x".repeat(300_000));
  expect(await Promise.race([closed, socket.closed])).toBe("closed");
  // A line that is misused so is cut; the account can go on at once.
  const again = await account.socket(meeting.id);
  again.say({ type: "join", take_over: true });
  await again.next("welcome");
  again.say({ type: "ping" });
  await again.next("pong");
  again.close();
});

test("a flood of messages is cut down, not the room", async ({ server }) => {
  const flooding = await Account.signIn(server, "camlo");
  const { meeting } = await flooding.todaysMeeting();
  const other = await (await Account.signIn(server, "hieugiang")).socket(meeting.id);
  other.say({ type: "join", take_over: false });
  await other.next("welcome");
  const socket = await flooding.socket(meeting.id);
  socket.say({ type: "join", take_over: false });
  await socket.next("welcome");
  for (let i = 0; i < 500; i++) socket.say({ type: "raise_hand", raised: i % 2 === 0 });
  await socket.next("refused", ({ refusal }) => refusal.code === "too_many_messages");
  other.say({ type: "ping" });
  await other.next("pong", () => true, 3000);
  socket.close();
  other.close();
});

test("one account on two PCs: the second is asked, then takes over", async ({ server, site }) => {
  const { meeting } = await (await Account.signIn(server, "camlo")).todaysMeeting();
  const [first, second] = [await site("camlo"), await site("camlo")];
  await first.enter(meeting.id);
  const seat = await first.you();
  await second.signIn();
  await second.check(meeting.id);
  await second.page.getByTestId(marks.join).click();
  await second.page.getByTestId(marks.takeOver).click();
  await expect(second.page.getByTestId(marks.room)).toBeVisible();
  await expect.poll(() => second.you()).toBe(seat);
  await expect(first.page.getByTestId(marks.takenOver)).toBeVisible();
  expect(await first.refusals()).toContain("taken_over");
});

test.describe("with sessions of eight seconds", () => {
  test.use({ start: { env: { GIAOBAN_SESSION_SECONDS: "8" } } });

  test("a session that ends in a meeting asks for the password and goes on where it was", async ({ server, site }) => {
    const { meeting } = await (await Account.signIn(server, "camlo")).todaysMeeting();
    const official = await site("camlo");
    await official.enter(meeting.id);
    const seat = await official.you();
    await expect(official.page.getByTestId(marks.password)).toBeVisible({ timeout: 40_000 });
    expect(await official.refusals()).toContain("session_expired");
    await official.page.getByTestId(marks.username).fill("camlo");
    await official.page.getByTestId(marks.password).fill(PASSWORD);
    await official.page.getByTestId(marks.signIn).click();
    await expect(official.page.getByTestId(marks.password)).toBeHidden();
    await expect(official.page.getByTestId(marks.room)).toBeVisible();
    await expect.poll(() => official.you()).toBe(seat);
  });
});

test("a microphone unplugged in mid-sentence is told to everybody and the picture goes on", async ({ server, site, folder }) => {
  const said = speeches(folder, 1);
  const { meeting } = await (await Account.signIn(server, "thuky")).todaysMeeting();
  const hall = await site("chutri");
  await hall.enter(meeting.id);
  const speaker = await site("camlo", { microphone: said[0]!.file });
  await speaker.enter(meeting.id);
  await hall.firstPicture();
  await hall.openMeeting();
  await hall.giveFloor(await speaker.you());
  await speaker.page.waitForFunction(() => window.probe.talk.some((stretch) => stretch.to === null && Date.now() - stretch.from > 1500), undefined, { polling: 50 });
  // What a browser does when the plug is pulled: no devices any more, the track is over, and it says so.
  await speaker.page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("gone", "NotFoundError"));
    for (const track of window.probe.streams.flatMap((stream) => stream.getAudioTracks())) {
      track.stop();
      track.dispatchEvent(new Event("ended"));
    }
  });
  const you = await speaker.you();
  await expect.poll(async () => (await hall.room()).participants.find((p) => p.id === you)?.device_trouble).toBe("microphone");
  await expect(hall.page.getByTestId(marks.people), "the chair sees whose microphone it is").toContainText("Micrô không hoạt động");
  await expect(speaker.page.getByTestId(marks.notices)).toContainText("Micrô");
  const before = (await hall.received()).pictures;
  await expect.poll(async () => (await hall.received()).pictures).toBeGreaterThan(before + 20);
});

test.describe("without any speech model", () => {
  test.use({ start: { models: mkdtempSync(join(tmpdir(), "giaoban-no-models-")) } });

  test("the meeting is held and recorded, and the captions say why they are missing", async ({ server, site, folder }) => {
    const said = speeches(folder, 1);
    const secretary = await Account.signIn(server, "thuky");
    const { meeting } = await secretary.todaysMeeting();
    const hall = await site("chutri", { microphone: said[0]!.file });
    await hall.enter(meeting.id);
    await hall.openMeeting();
    await expect(hall.page.getByTestId(marks.room)).toContainText(/Không có phụ đề|Chưa có phụ đề/);
    expect((await hall.room()).captions).toBe("no_model");
    await hall.takeWord();
    const stretch = (await hall.talk()).length;
    await hall.spoken(stretch);
    await hall.endMeeting();
    const transcript = await secretary.transcript(meeting.id);
    expect(transcript.utterances).toEqual([]);
    expect(transcript.unwritten, "kept to be written later").toBeGreaterThan(0);
    const reader = await site("thuky");
    await reader.signIn();
    const spans = await Promise.all(transcript.tracks.map((track) => listenTo(reader.page, `/api/tracks/${track.id}/sound`, [[0, track.length]])));
    expect(Math.max(...spans.map((span) => span.loudness[0]!)), "the voice is in the recording").toBeGreaterThan(-45);
  });
});
