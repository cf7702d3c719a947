import { expect, it } from "vitest";
import type { Utterance } from "../wire";
import { Correcting } from "./correcting.svelte";
import { Player } from "./player.svelte";
import { Proofreading } from "./proof.svelte";

const said = (id: string, written: string, doubtful: string[], revision = 0): Utterance => ({
  id,
  meeting: "m",
  track: "t",
  speaker: { person: "p", name: "An", post: "", unit: "u", unit_name: "" },
  began_at: 0,
  t0: 0,
  t1: 9000,
  spoken: written.toLowerCase(),
  written,
  revision,
  corrected_by: null,
  words: written.split(" ").map((text, n) => ({ t0: n * 300, t1: n * 300 + 280, text: text.toLowerCase(), p: doubtful.includes(text) ? 0.1 : 0.9 })),
  confidence: 0.8,
  engine: "conformer/x",
});

function stage(sentences: Utterance[]) {
  const sent: [string, string][] = [];
  const correcting = new Correcting(
    (id, written, revision) => {
      sent.push([id, written]);
      return Promise.resolve({ id, written, revision: revision + 1, corrected_by: "Thư ký" });
    },
    () => Promise.resolve(),
  );
  const proof = new Proofreading(() => sentences.map((one) => correcting.applied(one)), correcting, new Player(() => null), () => true);
  return { sent, correcting, proof };
}

it("each step saves what was typed and opens the next sentence with a doubtful word", async () => {
  const { sent, correcting, proof } = stage([said("a", "Xã Cam Thanh", ["Thanh"]), said("b", "rất rõ", []), said("c", "đã sửa", ["sửa"], 1), said("d", "Thu đạt", ["Thu"])]);
  expect(proof.left()).toBe(2);
  expect(await proof.step(1)).toBe("there");
  expect(correcting.id).toBe("a");
  correcting.text = "Xã Cam Thành";
  expect(await proof.step(1)).toBe("there");
  expect([correcting.id, sent]).toEqual(["d", [["a", "Xã Cam Thành"]]]);
  // Left as it is: nothing is saved, and nothing is left.
  expect(await proof.step(1)).toBe("none");
  expect(sent).toHaveLength(1);
  expect(proof.left()).toBe(1);
});

it("what cannot be saved keeps its place", async () => {
  const { correcting, proof } = stage([said("a", "Xã Cam", ["Cam"]), said("b", "Thu đạt", ["Thu"])]);
  await proof.step(1);
  correcting.text = " ";
  expect(await proof.step(1)).toBe("held");
  expect(correcting.id).toBe("a");
});
