// The shared document as passages, for whoever only reads it: the same reading as the server's.

import * as Y from "yjs";
import type { Passage, PassageKind, Run } from "../wire";
import { FIELD } from "./field";
import { identifiers, MACHINE } from "./sources";

const KINDS: readonly string[] = ["section", "topic", "paragraph"] satisfies PassageKind[];

/** Blocks without text are left out; an element nobody knows is a paragraph. */
export function passagesOf(doc: Y.Doc): Passage[] {
  return doc
    .getXmlFragment(FIELD)
    .toArray()
    .flatMap((node) => {
      const runs = runsOf(node);
      if (runs.length === 0) return [];
      const element = node instanceof Y.XmlElement ? node : null;
      const kind = element !== null && KINDS.includes(element.nodeName) ? (element.nodeName as PassageKind) : "paragraph";
      const proposal: unknown = element?.getAttribute("proposal");
      return [{ kind, runs, utterances: identifiers(element?.getAttribute("utterances")), proposal: typeof proposal === "string" && proposal !== "" ? proposal : null }];
    });
}

/** How many passages made by machine nobody has checked. */
export function uncheckedOf(doc: Y.Doc): number {
  const waits = (node: unknown) =>
    node instanceof Y.XmlElement && node.getAttribute("origin") === MACHINE && !node.getAttribute("checked") && runsOf(node).some((run) => run.text.trim() !== "");
  return doc.getXmlFragment(FIELD).toArray().filter(waits).length;
}

function runsOf(node: unknown): Run[] {
  if (node instanceof Y.XmlText) {
    const pieces = node.toDelta() as { insert?: unknown; attributes?: Record<string, unknown> }[];
    return pieces.flatMap(({ insert, attributes }) =>
      typeof insert === "string" && insert !== "" ? [{ text: insert, bold: attributes?.["bold"] !== undefined, italic: attributes?.["italic"] !== undefined }] : [],
    );
  }
  return node instanceof Y.XmlElement ? node.toArray().flatMap(runsOf) : [];
}
