import { expect, it } from "vitest";
import type { Block } from "../minutes/sources";
import type { Rewrite } from "../minutes/rewriting";
import type { Corrected, SentenceCorrection, Utterance } from "../wire";
import { Replacing } from "./replacing.svelte";

const sentence = (id: string, written: string, revision = 0): Utterance => ({
  id,
  meeting: "m",
  track: "t",
  speaker: { person: "p", name: "An", post: "", unit: "u", unit_name: "" },
  began_at: 0,
  t0: 0,
  t1: 1,
  spoken: "",
  written,
  revision,
  corrected_by: null,
  words: [],
  confidence: 1,
  engine: "x/y",
});
const block = (text: string, from: number): Block => ({ kind: "paragraph", text, utterances: [], proposal: null, from, to: from + text.length + 2, machine: false, checked: null });

function stage(clashed: string[] = []) {
  const said = [sentence("a", "Ông tám nói với ông Tám."), sentence("b", "Anh Tám vắng.", 2), sentence("c", "Tám mươi")];
  const blocks = [block("I. MỞ ĐẦU", 0), block("Ông Tám báo cáo.", 11)];
  const taken: Corrected[] = [];
  const written: Rewrite[][] = [];
  const sent: SentenceCorrection[][] = [];
  const replacing = new Replacing(
    {
      blocks: () => blocks,
      said: () => said,
      rewrite: (all) => {
        written.push([...all]);
        return () => all.length;
      },
      take: (made) => taken.push(...made),
    },
    (sentences) => {
      sent.push(sentences);
      const made = sentences.filter((one) => !clashed.includes(one.id)).map(({ id, written, revision }) => ({ id, written, revision: revision + 1, corrected_by: "Thư ký" }));
      return Promise.resolve({ made, clashed });
    },
  );
  replacing.wanted = "tám";
  replacing.by = "Tâm";
  return { replacing, taken, written, sent };
}

it("only the ticked places are replaced, in both layers, and all of them come back at once", async () => {
  const { replacing, written, sent } = stage();
  expect([replacing.all, replacing.chosen]).toEqual([5, 5]);
  const eighty = replacing.inTranscript.find((hit) => hit.utterance === "c");
  replacing.tick(eighty?.key ?? "", false);
  expect(replacing.chosen).toBe(4);
  const made = await replacing.replace();
  expect(made?.count).toBe(4);
  expect(sent[0]).toEqual([
    { id: "a", written: "Ông Tâm nói với ông Tâm.", revision: 0 },
    { id: "b", written: "Anh Tâm vắng.", revision: 2 },
  ]);
  expect(written).toEqual([[{ from: 16, to: 19, by: "Tâm" }]]);
  expect(await made?.undo()).toBe(4);
  expect(sent[1]).toEqual([
    { id: "a", written: "Ông tám nói với ông Tám.", revision: 1 },
    { id: "b", written: "Anh Tám vắng.", revision: 3 },
  ]);
});

it("a sentence that somebody else corrected meanwhile is left and told", async () => {
  const { replacing } = stage(["a"]);
  const made = await replacing.replace();
  expect([made?.count, made?.clashed]).toEqual([3, 1]);
});

it("the same word, or no place, replaces nothing", async () => {
  const { replacing, sent } = stage();
  replacing.by = " tám ";
  expect(await replacing.replace()).toBeNull();
  expect(replacing.trouble).toBe("same");
  replacing.by = "Tâm";
  replacing.tickAll(false);
  expect(await replacing.replace()).toBeNull();
  expect(sent).toEqual([]);
});
