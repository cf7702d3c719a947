import { beforeEach, describe, expect, it } from "vitest";
import { Refused, Unreachable } from "../http/ask";
import type { Corrected, Utterance } from "../wire";
import { Correcting } from "./correcting.svelte";

const sentence: Utterance = {
  id: "u1",
  meeting: "m1",
  track: "t1",
  speaker: { person: "p1", name: "Trần Thị Mai", post: "Trưởng phòng", unit: "k1", unit_name: "Phòng Kinh tế" },
  began_at: 0,
  t0: 0,
  t1: 1000,
  spoken: "thu được tám tỷ",
  written: "Thu được 8 tỷ.",
  revision: 0,
  corrected_by: null,
  words: [],
  confidence: 0.9,
  engine: "conformer",
};

describe("correcting a sentence", () => {
  let sent: { id: string; written: string; revision: number }[];
  let answer: () => Promise<Corrected>;
  let reloads: number;
  let correcting: Correcting;

  beforeEach(() => {
    sent = [];
    reloads = 0;
    answer = () => Promise.resolve({ id: "u1", written: "Thu được 8,2 tỷ.", revision: 1, corrected_by: "Hoàng Thị Thu" });
    correcting = new Correcting(
      (id, written, revision) => {
        sent.push({ id, written, revision });
        return answer();
      },
      () => {
        reloads += 1;
        return Promise.resolve();
      },
    );
    correcting.begin(sentence);
  });

  it("sends the whole sentence with the revision it was made from, and shows it at once", async () => {
    correcting.text = " Thu được 8,2 tỷ. ";
    expect(await correcting.save(sentence)).toBe(true);
    expect(sent).toEqual([{ id: "u1", written: "Thu được 8,2 tỷ.", revision: 0 }]);
    expect(correcting.id).toBeNull();
    expect(correcting.applied(sentence)).toMatchObject({ written: "Thu được 8,2 tỷ.", revision: 1, corrected_by: "Hoàng Thị Thu", spoken: "thu được tám tỷ" });
  });

  it("a later correction by somebody else is not hidden by one made here", async () => {
    correcting.text = "Thu được 8,2 tỷ.";
    await correcting.save(sentence);
    const later = { ...sentence, written: "Thu được 8,3 tỷ.", revision: 2, corrected_by: "Người Khác" };
    expect(correcting.applied(later)).toBe(later);
  });

  it("a clash keeps what was typed, fetches the other text, and the next try is made from that", async () => {
    answer = () => Promise.reject(new Refused(409, { code: "changed_meanwhile", vi: "Vừa sửa.", en: "Changed." }));
    correcting.text = "Thu được 8,2 tỷ.";
    expect(await correcting.save(sentence)).toBe(false);
    expect(correcting.text).toBe("Thu được 8,2 tỷ.");
    expect(reloads).toBe(1);
    const other = { ...sentence, written: "Thu được 9 tỷ.", revision: 1 };
    correcting.seen(other);
    answer = () => Promise.resolve({ id: "u1", written: "Thu được 8,2 tỷ.", revision: 2, corrected_by: "Hoàng Thị Thu" });
    expect(await correcting.save(other)).toBe(true);
    expect(sent.map((one) => one.revision)).toEqual([0, 1]);
  });

  it("a server that is away keeps what was typed", async () => {
    answer = () => Promise.reject(new Unreachable("x"));
    correcting.text = "Thu được 8,2 tỷ.";
    expect(await correcting.save(sentence)).toBe(false);
    expect(correcting.trouble).toBe("unreachable");
    expect(correcting.id).toBe("u1");
    expect(correcting.text).toBe("Thu được 8,2 tỷ.");
  });

  it("an empty sentence is not sent, and one left as it was is no correction", async () => {
    correcting.text = "  ";
    expect(await correcting.save(sentence)).toBe(false);
    expect(correcting.trouble).toBe("empty");
    correcting.text = sentence.written;
    expect(await correcting.save(sentence)).toBe(true);
    expect(sent).toEqual([]);
  });
});
