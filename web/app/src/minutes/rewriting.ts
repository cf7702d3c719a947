// Putting other words at several places of the text at once, and back again, also after others have written around them.

import type { Editor } from "@tiptap/core";
import type { EditorState } from "@tiptap/pm/state";
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition, ySyncPluginKey, yUndoPluginKey } from "@tiptap/y-tiptap";
import type { UndoManager, XmlFragment } from "yjs";

/** Words to be put in the place of others, by places of the editor's document. */
export interface Rewrite {
  from: number;
  to: number;
  by: string;
}

/** Answers how many places were as the rewriting had left them and have their old words back. */
export type TakeBack = () => number;

interface SyncState {
  doc: unknown;
  type: XmlFragment;
  binding: { mapping: Parameters<typeof relativePositionToAbsolutePosition>[3] } | null;
}

/** One change to undo, apart from what was typed just before and after. */
export function rewrite(editor: Editor, all: readonly Rewrite[]): TakeBack {
  const ordered = [...all].sort((a, b) => a.from - b.from);
  const was = ordered.map(({ from, to }) => editor.state.doc.textBetween(from, to));
  apart(editor.state);
  let { tr } = editor.state;
  for (const { from, to, by } of [...ordered].reverse()) tr = tr.insertText(by, from, to);
  editor.view.dispatch(tr);
  apart(editor.state);
  let moved = 0;
  const left = ordered.flatMap(({ from, to, by }, n) => {
    const at = from + moved;
    moved += by.length - (to - from);
    const kept = anchored(editor.state, at, at + by.length);
    return kept === null ? [] : [{ kept, by, was: was[n] ?? "" }];
  });
  return () => {
    const back = left.flatMap(({ kept, by, was }) => {
      const place = kept(editor.state);
      return place !== null && editor.state.doc.textBetween(place.from, place.to) === by ? [{ ...place, by: was }] : [];
    });
    if (back.length > 0) rewrite(editor, back);
    return back.length;
  };
}

/** What is typed next, or was typed last, is undone for itself. */
export function apart(state: EditorState): void {
  const plugin = yUndoPluginKey.getState(state) as { undoManager: UndoManager } | undefined;
  plugin?.undoManager.stopCapturing();
}

/** A stretch of the shared text that is found again wherever others have moved it. */
function anchored(state: EditorState, from: number, to: number): ((now: EditorState) => { from: number; to: number } | null) | null {
  const sync = ySyncPluginKey.getState(state) as SyncState | undefined;
  if (!sync?.binding) return null;
  const { type, binding } = sync;
  const [first, last] = [from, to].map((place) => absolutePositionToRelativePosition(place, type, binding.mapping) as unknown);
  return (now) => {
    const present = ySyncPluginKey.getState(now) as SyncState | undefined;
    if (!present?.binding || type.doc === null) return null;
    const [start, end] = [first, last].map((one) => relativePositionToAbsolutePosition(type.doc as never, type, one as never, binding.mapping));
    return start === null || end === null || start === undefined || end === undefined || start > end ? null : { from: start, to: end };
  };
}
