// Where a word stands in the minutes and in what was said, each place with what is around it; and what its replacement makes of them. Pure.

import type { Block } from "../minutes/sources";
import type { Rewrite } from "../minutes/rewriting";
import type { Corrected, SentenceCorrection, Utterance, UtteranceId } from "../wire";
import { places, replaced, withCapitals, type Place } from "./syllables";

/** Characters shown on each side of a place. */
const AROUND = 40;
/** Sentences the server corrects at once. */
export const MOST = 500;

export interface Hit {
  key: string;
  place: Place;
  before: string;
  found: string;
  after: string;
  /** What will stand there. */
  becomes: string;
  /** Who said it; empty in the minutes. */
  who: string;
}

export interface MinutesHit extends Hit {
  /** Place of the text in the editor's document. */
  at: number;
}

export interface SentenceHit extends Hit {
  utterance: UtteranceId;
}

export function minutesHits(blocks: readonly Block[], wanted: string, by: string): MinutesHit[] {
  return blocks.flatMap((block, n) => hits(block.text, wanted, by, `b${n}`, "").map((hit) => ({ ...hit, at: block.from + 1 })));
}

export function sentenceHits(said: readonly Utterance[], wanted: string, by: string): SentenceHit[] {
  return said.flatMap((one) => hits(one.written, wanted, by, one.id, one.speaker.name).map((hit) => ({ ...hit, utterance: one.id })));
}

export function rewrites(chosen: readonly MinutesHit[]): Rewrite[] {
  return chosen.map(({ at, place, becomes }) => ({ from: at + place.from, to: at + place.to, by: becomes }));
}

/** The sentences with the chosen places replaced, in the order of `said`. */
export function corrections(said: readonly Utterance[], chosen: readonly SentenceHit[], by: string): SentenceCorrection[] {
  const inside = new Map<UtteranceId, SentenceHit[]>();
  for (const hit of chosen) inside.set(hit.utterance, [...(inside.get(hit.utterance) ?? []), hit]);
  return said.flatMap((one) => {
    const own = inside.get(one.id);
    return own === undefined ? [] : [{ id: one.id, written: replaced(one.written, own.map((hit) => hit.place), by), revision: one.revision }];
  });
}

/** How many sentences these places are in. */
export function sentencesOf(chosen: readonly SentenceHit[]): number {
  return new Set(chosen.map((hit) => hit.utterance)).size;
}

/** Of the places, those in these sentences. */
export function within(chosen: readonly SentenceHit[], sentences: readonly { id: UtteranceId }[]): number {
  const ids = new Set(sentences.map((one) => one.id));
  return chosen.filter((hit) => ids.has(hit.utterance)).length;
}

/** The corrections that give sentences their old words back. */
export function givenBack(said: readonly Utterance[], made: readonly Corrected[]): SentenceCorrection[] {
  const old = new Map(said.map((one) => [one.id, one.written]));
  return made.map(({ id, revision }) => ({ id, revision, written: old.get(id) ?? "" }));
}

function hits(text: string, wanted: string, by: string, key: string, who: string): Hit[] {
  return places(text, wanted).map((place) => {
    const found = text.slice(place.from, place.to);
    return {
      key: `${key}:${place.from}`,
      place,
      before: (place.from > AROUND ? "…" : "") + text.slice(Math.max(0, place.from - AROUND), place.from),
      found,
      after: text.slice(place.to, place.to + AROUND) + (place.to + AROUND < text.length ? "…" : ""),
      becomes: withCapitals(found, by),
      who,
    };
  });
}
