// Changes to whole passages: noted as checked, moved to another place. Pure: a state in, a transaction out.

import type { EditorState, Transaction } from "@tiptap/pm/state";
import { TextSelection } from "@tiptap/pm/state";
import type { Block } from "./sources";

/** Who checked a passage, and when. */
export interface Checked {
  at: number;
  by: string;
}

/** As the attribute of the shared document has it: milliseconds, a blank, a name. */
export function checkedAttribute({ at, by }: Checked): string {
  return `${at} ${by}`;
}

export function readChecked(attribute: unknown): Checked | null {
  if (typeof attribute !== "string") return null;
  const blank = attribute.indexOf(" ");
  const at = Number(attribute.slice(0, blank));
  return blank < 1 || !Number.isFinite(at) ? null : { at, by: attribute.slice(blank + 1) };
}

/** Made by machine, says something, and nobody has checked it. */
export function unchecked(block: Block): boolean {
  return block.machine && block.checked === null && block.text.trim() !== "";
}

/** The places of the item that `place` stands in: from its heading to the next one. */
export function itemOf(blocks: readonly Block[], place: number): number[] {
  let from = place;
  while (from > 0 && blocks[from]?.kind === "paragraph") from -= 1;
  let to = from + 1;
  while (to < blocks.length && blocks[to]?.kind === "paragraph") to += 1;
  return blocks.slice(from, to).map((_, n) => from + n);
}

/** The next passage to be checked after `place`, from the beginning again when there is none; -1 when all are. */
export function nextUnchecked(blocks: readonly Block[], place: number): number {
  const after = blocks.findIndex((block, n) => n > place && unchecked(block));
  return after >= 0 ? after : blocks.findIndex(unchecked);
}

/** Notes passages as checked; null when none of them waits for it. */
export function check(state: EditorState, blocks: readonly Block[], places: readonly number[], stamp: Checked): Transaction | null {
  const due = places.map((place) => blocks[place]).filter((block) => block !== undefined && unchecked(block));
  if (due.length === 0) return null;
  const { tr } = state;
  for (const block of due) if (block) tr.setNodeAttribute(block.from, "checked", checkedAttribute(stamp));
  return tr;
}

/** A heading that passages can be moved under. */
export interface Item {
  place: number;
  text: string;
  kind: Block["kind"];
  /** Where a passage put at its end stands before; the place after the last of its passages. */
  end: number;
}

export function itemsOf(blocks: readonly Block[]): Item[] {
  return blocks.flatMap((block, place) => {
    if (block.kind === "paragraph" || block.text.trim() === "") return [];
    return [{ place, text: block.text, kind: block.kind, end: (itemOf(blocks, place).at(-1) ?? place) + 1 }];
  });
}

/** The passage at `place` put before the one at `target`, with all it carries; the cursor goes with it. Null when it would not move. */
export function movePassage(state: EditorState, blocks: readonly Block[], place: number, target: number): Transaction | null {
  const block = blocks[place];
  const node = block && state.doc.nodeAt(block.from);
  if (!block || !node || target === place || target === place + 1 || target < 0 || target > blocks.length) return null;
  const to = blocks[target]?.from ?? state.doc.content.size;
  const inside = Math.min(Math.max(0, state.selection.from - block.from - 1), node.content.size);
  const { tr } = state;
  tr.insert(to, node.type.create(node.attrs, node.content, node.marks));
  const gone = tr.mapping.map(block.from);
  tr.delete(gone, gone + node.nodeSize);
  const landed = to > block.from ? to - node.nodeSize : to;
  return tr.setSelection(TextSelection.create(tr.doc, landed + 1 + inside)).scrollIntoView();
}
