// What each passage of the minutes rests on, and what was said that no passage rests on. Pure: documents in, lists out.

import type { Node } from "@tiptap/pm/model";
import { readChecked, type Checked } from "./passages";
import type { Passage, PassageKind, ProposalId, UtteranceId } from "../wire";

/** The attribute `origin` of what a machine made; a person's passages have none. */
export const MACHINE = "machine";

/** One passage with its place in the editor's document. */
export interface Block {
  kind: PassageKind;
  text: string;
  utterances: UtteranceId[];
  proposal: ProposalId | null;
  /** Made by machine, whoever wrote on it since. */
  machine: boolean;
  /** Who said that it is right; none: nobody yet. */
  checked: Checked | null;
  /** Places before and after it; both 0 in a text that is only read. */
  from: number;
  to: number;
}

const KINDS: readonly string[] = ["section", "topic", "paragraph"] satisfies PassageKind[];

/** Identifiers of the attribute, each once. */
export function identifiers(attribute: unknown): string[] {
  return typeof attribute === "string" ? [...new Set(attribute.split(/\s+/).filter((one) => one !== ""))] : [];
}

/** The attribute of a passage made of two. */
export function joinedSources(first: unknown, second: unknown): string | null {
  const all = [...new Set([...identifiers(first), ...identifiers(second)])];
  return all.length === 0 ? null : all.join(" ");
}

export function blocksOf(doc: Node): Block[] {
  const blocks: Block[] = [];
  doc.forEach((node, offset) => {
    const proposal: unknown = node.attrs["proposal"];
    blocks.push({
      kind: KINDS.includes(node.type.name) ? (node.type.name as PassageKind) : "paragraph",
      text: node.textContent,
      utterances: identifiers(node.attrs["utterances"]),
      proposal: typeof proposal === "string" && proposal !== "" ? proposal : null,
      machine: node.attrs["origin"] === MACHINE,
      checked: readChecked(node.attrs["checked"]),
      from: offset,
      to: offset + node.nodeSize,
    });
  });
  return blocks;
}

export function blocksOfPassages(passages: readonly Passage[]): Block[] {
  return passages.map((passage) => ({
    kind: passage.kind,
    text: passage.runs.map((run) => run.text).join(""),
    utterances: passage.utterances,
    proposal: passage.proposal,
    machine: false,
    checked: null,
    from: 0,
    to: 0,
  }));
}

/** All identifiers that some passage rests on, as one text that is equal when the set of passages' sources is. */
export function usedKey(blocks: readonly Block[]): string {
  return [...new Set(blocks.flatMap((block) => block.utterances))].sort().join(" ");
}

/**
 * After which passage a sentence belongs: the one that reaches furthest in time without passing it, the first of equals (a
 * conclusion may word again what stands in the course of the meeting). -1 when nothing precedes it.
 */
export function placeFor(blocks: readonly Block[], order: ReadonlyMap<UtteranceId, number>, sentence: UtteranceId): number {
  const mine = order.get(sentence);
  if (mine === undefined) return -1;
  let best = -1;
  let reached = -1;
  for (const [n, block] of blocks.entries()) {
    const times = block.utterances.map((id) => order.get(id)).filter((time) => time !== undefined);
    const latest = Math.max(-1, ...times);
    if (latest > reached && latest < mine) {
      best = n;
      reached = latest;
    }
  }
  return best;
}

/** The passage that words this proposal, or rests on this sentence; -1 when none does. */
export function passageOf(blocks: readonly Block[], wanted: string): number {
  const clause = blocks.findIndex((block) => block.proposal === wanted);
  return clause >= 0 ? clause : blocks.findIndex((block) => block.utterances.includes(wanted));
}

/** The passage before the part under this heading; -1 without such a part. */
export function beforePart(blocks: readonly Block[], isHeading: (text: string) => boolean): number {
  const start = blocks.findIndex((block) => block.kind === "section" && isHeading(block.text));
  return start < 0 ? -1 : start - 1;
}

/** Where the last passage of the part under this heading ends; -1 without such a part. */
export function endOfPart(blocks: readonly Block[], isHeading: (text: string) => boolean): number {
  const start = blocks.findIndex((block) => block.kind !== "paragraph" && isHeading(block.text));
  if (start < 0) return -1;
  const next = blocks.findIndex((block, n) => n > start && block.kind === "section");
  return next < 0 ? blocks.length - 1 : next - 1;
}
