import { expect, test } from "vitest";
import { toText, wrongs, type PaperDraft } from "./draft";

const draft: PaperDraft = {
  title: "Họp giao ban",
  place: "Cam Lộ",
  text: "Kính mời",
  posts: "KT. CHỦ TỊCH\n PHÓ CHỦ TỊCH \n\n",
  name: "Hồ Văn Thảo",
  recipients: "Như trên\nLưu: VT",
  tasks: false,
  attendance: false,
};

test("each line of the form is one entry and empty lines are none", () => {
  const sent = toText(draft, 3);
  expect(sent.posts).toEqual(["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]);
  expect(sent.recipients).toEqual(["Như trên", "Lưu: VT"]);
  expect(sent.revision).toBe(3);
});

test("what a document cannot be without is asked for", () => {
  expect(wrongs(draft)).toEqual([]);
  expect(wrongs({ ...draft, place: " ", recipients: "\n" })).toEqual(["place", "recipients"]);
});
