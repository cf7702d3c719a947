// The text of minutes as the editor knows it: headings of parts, headings of items, paragraphs, each pointing at what was said.
// The names and attributes are those of the shared document, so none of them can change.

import { Extension, Node, type Editor, type Extensions } from "@tiptap/core";
import { Bold } from "@tiptap/extension-bold";
import { Collaboration } from "@tiptap/extension-collaboration";
import { Document } from "@tiptap/extension-document";
import { Italic } from "@tiptap/extension-italic";
import { Text } from "@tiptap/extension-text";
import { yCursorPlugin } from "@tiptap/y-tiptap";
import type { Awareness } from "y-protocols/awareness";
import type { Doc } from "yjs";
import { FIELD } from "./field";
import { joinPassages } from "./joining";
import { cursorOf, selectionOf } from "./presence";

/** An attribute that survives copy and paste inside the editor. */
function kept(name: string, keepOnSplit: boolean) {
  return {
    default: null,
    keepOnSplit,
    parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`),
    renderHTML: (attributes: Record<string, unknown>) => (attributes[name] === null ? {} : { [`data-${name}`]: attributes[name] }),
  };
}

function passage(name: string, tag: string, parsed: string[], priority: number) {
  return Node.create({
    name,
    priority,
    group: "block",
    content: "inline*",
    // Both halves of a divided paragraph rest on what was said; only the first stays the clause of its directive.
    addAttributes: () => ({ utterances: kept("utterances", true), proposal: kept("proposal", false), origin: kept("origin", true), checked: kept("checked", true) }),
    parseHTML: () => parsed.map((one) => ({ tag: one })),
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });
}

// The paragraph comes first: it is what a new line is.
const Paragraph = passage("paragraph", "p", ["p", "li", "div"], 1000);
const Section = passage("section", "h2", ["h1", "h2"], 900);
const Topic = passage("topic", "h3", ["h3", "h4", "h5", "h6"], 900);

/** Backspace and Delete between two passages; anywhere else they do what they always do. */
function joining(editor: Editor, backwards: boolean): boolean {
  const joined = joinPassages(editor.state, backwards);
  if (joined === null) return false;
  editor.view.dispatch(joined.scrollIntoView());
  return true;
}

/** A new passage after one: what is typed there no machine made. Null where a passage is divided. */
function begun(editor: Editor): boolean {
  const { $from, empty } = editor.state.selection;
  if (!empty || $from.parentOffset !== $from.parent.content.size || $from.parent.attrs["origin"] === null) return false;
  return editor.chain().splitBlock().updateAttributes("paragraph", { origin: null, checked: null }).run();
}

const Keys = Extension.create({
  name: "minutesKeys",
  priority: 2000,
  addKeyboardShortcuts() {
    return {
      Backspace: () => joining(this.editor, true),
      Delete: () => joining(this.editor, false),
      Enter: () => begun(this.editor),
      "Shift-Enter": () => this.editor.commands.splitBlock(),
    };
  },
});

/** What the text is made of, without the sharing of it. */
export const TEXT: Extensions = [Document, Text, Paragraph, Section, Topic, Bold, Italic];

/** Where the others are. */
function cursors(awareness: Awareness): Extension {
  return Extension.create({ name: "others", addProseMirrorPlugins: () => [yCursorPlugin(awareness, { cursorBuilder: cursorOf, selectionBuilder: selectionOf })] });
}

export function extensions(doc: Doc, awareness: Awareness): Extensions {
  return [...TEXT, Keys, Collaboration.configure({ document: doc, field: FIELD }), cursors(awareness)];
}
