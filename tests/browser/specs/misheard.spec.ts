// What a secretary corrects is shown to her as a pair of words; only what she accepts is used, and she can take it back.

import { Account } from "../src/api.ts";
import { expect, test } from "../src/fixtures.ts";
import type { MeetingList } from "../../../web/app/src/wire.ts";

test("a corrected word waits for a decision, is used once accepted, and can be decided on again, without the mouse", async ({ server, site }) => {
  test.setTimeout(90_000);
  const secretary = await Account.signIn(server, "thuky");
  const held = (await secretary.get<MeetingList>("/api/meetings")).earlier.find((card) => card.meeting.synthetic)!;
  const { utterances } = await secretary.transcript(held.meeting.id);
  // A name in the middle of a sentence, as if it had been misheard.
  const inside = /[a-zà-ỹ] (Cam [A-ZĐ][a-zà-ỹ]+)/u;
  const one = utterances.find((u) => inside.test(u.written) && u.spoken.includes("cam "))!;
  const name = inside.exec(one.written)![1]!;
  const corrected = one.written.replaceAll(name, "Cam Lỗ");

  const desk = await site("thuky");
  await desk.signIn();
  await desk.page.getByTestId("nav-misheard").click();
  await expect(desk.page.getByTestId("misheard-empty")).toBeVisible();

  await desk.page.goto(`${server.url}/hop/${held.meeting.id}/loi-noi`);
  const sentence = desk.page.locator(`[data-testid=sentence][data-utterance="${one.id}"]`);
  await sentence.getByTestId("correct").click();
  await desk.page.getByTestId("correction-text").fill(corrected);
  await desk.page.keyboard.press("Enter");
  await expect(sentence.getByTestId("corrected")).toBeVisible();

  await desk.page.getByTestId("nav-misheard").click();
  const pair = desk.page.locator(`[data-testid=misheard][data-heard="${name.toLowerCase()}"]`);
  await expect(pair).toHaveAttribute("data-meant", "Cam Lỗ");
  await pair.getByTestId("misheard-accept").focus();
  await desk.page.keyboard.press("Enter");
  await expect(desk.page.getByTestId("misheard-used").locator("[data-testid=misheard]")).toHaveCount(1);
  await expect(desk.page.getByTestId("misheard-said")).toContainText("Cam Lỗ");
  await desk.page.keyboard.press("Enter"); // the way back has the focus
  await expect(desk.page.getByTestId("misheard-open").locator("[data-testid=misheard]")).toHaveCount(1);
  await pair.getByTestId("misheard-reject").click();
  await expect(desk.page.getByTestId("misheard-unused")).toBeVisible();

  // Nobody else decides what the machine writes.
  const head = await site("camlo");
  await head.signIn();
  await head.page.goto(`${server.url}/tu-nghe-nham`);
  await expect(head.page.getByTestId("no-rights")).toBeVisible();
});
