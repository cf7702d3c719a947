// The desk the minutes are written at: the shared text, its link to the server, the editor, and what the page shows of them.

import { Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";
import { Awareness } from "y-protocols/awareness";
import { folded } from "../transcript/fold";
import { sessionEnded } from "../session/session.svelte";
import type { MinutesState, PassageKind, RefusalText, Utterance, UtteranceId, Vote } from "../wire";
import { CONCLUSION_HEADING, voteLine, VOTES_HEADING } from "./form";
import type { Keeping, MinutesLink } from "./link";
import { keptText, type KeptText } from "./kept";
import { extensions } from "./schema";
import { changes, placeOf } from "../replace/follow";
import { apart, rewrite, type Rewrite, type TakeBack } from "./rewriting";
import { check, itemOf, movePassage, nextUnchecked, unchecked } from "./passages";
import { others, type Person } from "./presence";
import { askWhoIsHere } from "./session";
import { beforePart, blocksOf, endOfPart, MACHINE, placeFor, type Block } from "./sources";

export interface DeskEvents {
  state(state: MinutesState): void;
  /** The line is back: what was decided meanwhile is not known. */
  back(): void;
}

export class MinutesDesk {
  keeping: Keeping = $state("offline");
  /** The line broke after it stood, or could not be opened at all. */
  away = false;
  synced = $state(false);
  refusal: RefusalText | null = $state.raw(null);
  blocks: Block[] = $state.raw([]);
  /** Which passage the cursor is in; -1 without an editor. */
  here = $state(-1);
  /** Who else is at the text. */
  others: Person[] = $state.raw([]);
  /** How the text at the cursor looks, for the tools. */
  look = $state.raw({ kind: "paragraph" as PassageKind, bold: false, italic: false });
  readonly #kept: KeptText;
  #editor: Editor | null = null;
  #shownDoc: Node | null = null;

  constructor(
    meeting: string,
    private readonly account: string,
    private readonly name: string,
    private readonly events: DeskEvents,
  ) {
    this.#kept = keptText(account, meeting);
    this.#kept.watch({
      changed: () => this.#changed(),
      state: (state) => this.events.state(state),
      sessionEnded,
      lost: (everOpened) => {
        this.away = true;
        // A refused upgrade looks like a dead line: ask over HTTP which of the two it is.
        if (!everOpened) void this.#lookWhy();
      },
    });
  }

  get link(): MinutesLink {
    return this.#kept.link;
  }

  get editor(): Editor | null {
    return this.#editor;
  }

  /** How many passages a machine made wait to be checked. */
  get unchecked(): number {
    return this.blocks.filter(unchecked).length;
  }

  start(): void {
    const { awareness } = this.link;
    awareness?.setLocalStateField("user", { account: this.account, name: this.name });
    awareness?.on("change", this.#met);
    this.link.start();
    this.#changed();
  }

  /** Leaves the page. What is not kept by the server yet goes on being sent. */
  leave(): void {
    const { awareness } = this.link;
    awareness?.off("change", this.#met);
    awareness?.setLocalState(null);
    this.#kept.unwatch();
  }

  /** Gives up what the server refused. */
  discard(): void {
    this.#kept.discard();
  }

  /** Puts the editor into the page; only after the server's text has come, so that nothing is written before it. */
  mount(element: HTMLElement, label: string): () => void {
    const editor = new Editor({
      element,
      extensions: extensions(this.link.doc, this.link.awareness ?? new Awareness(this.link.doc)),
      injectCSS: false,
      editorProps: {
        attributes: { lang: "vi", role: "textbox", "aria-multiline": "true", "aria-label": label, spellcheck: "false", "data-testid": "minutes-text" },
      },
      onTransaction: ({ editor: now }) => this.#read(now),
    });
    this.#editor = editor;
    this.#read(editor);
    return () => {
      this.#editor = null;
      this.#shownDoc = null;
      editor.destroy();
    };
  }

  editable(may: boolean): void {
    this.#editor?.setEditable(may, false);
  }

  focus(): void {
    this.#editor?.commands.focus(undefined, { scrollIntoView: true });
  }

  /** To the passage, as if the cursor had been put at its end. */
  goTo(place: number): void {
    const block = this.blocks[place];
    if (block === undefined) return;
    this.#editor?.chain().focus(block.to - 1, { scrollIntoView: true }).run();
  }

  /** The same without taking the keyboard: somebody types beside. */
  point(place: number): void {
    const editor = this.#editor;
    const block = this.blocks[place];
    if (editor === null || block === undefined || place === this.here) return;
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, block.to - 1)));
    document.querySelector(".ProseMirror")?.children[place]?.scrollIntoView({ block: "nearest" });
  }

  /** Other words at several places, as one change. Null when nothing can be written now. */
  rewrite(all: readonly Rewrite[]): TakeBack | null {
    return this.#editor?.isEditable ? rewrite(this.#editor, all) : null;
  }

  /** What was said has been corrected: the same words in the passages that rest on it are mended too. Answers at how many places. */
  follow(utterance: UtteranceId, before: string, after: string): number {
    const made = changes(before, after);
    const all = this.blocks
      .filter((block) => block.utterances.includes(utterance))
      .flatMap((block) =>
        made.flatMap((change) => {
          const found = placeOf(block.text, change);
          return found === null ? [] : [{ from: block.from + 1 + found.at.from, to: block.from + 1 + found.at.to, by: found.by }];
        }),
      );
    const clear = all.filter((one, n) => !all.slice(0, n).some((other) => one.from < other.to && other.from < one.to));
    return clear.length > 0 && this.rewrite(clear) !== null ? clear.length : 0;
  }

  /** Notes the passage at the cursor, or the whole item it stands in, as checked, and goes to the next that waits. Answers how many it noted. */
  confirm(item: boolean): number {
    const editor = this.#editor;
    if (editor === null || !editor.isEditable) return 0;
    const places = item ? itemOf(this.blocks, this.here) : [this.here];
    const before = this.unchecked;
    const tr = check(editor.state, this.blocks, places, { at: Date.now(), by: this.name });
    if (tr !== null) {
      apart(editor.state);
      editor.view.dispatch(tr);
    }
    this.goTo(nextUnchecked(this.blocks, places.at(-1) ?? this.here));
    return before - this.unchecked;
  }

  /** The passage at the cursor goes before the one at `target`. */
  move(target: number): boolean {
    const editor = this.#editor;
    if (editor === null || !editor.isEditable) return false;
    const tr = movePassage(editor.state, this.blocks, this.here, target);
    if (tr === null) return false;
    apart(editor.state);
    editor.view.dispatch(tr);
    apart(editor.state);
    editor.commands.focus();
    return true;
  }

  /** Changes places with the passage above (-1) or below (1). */
  shift(step: 1 | -1): void {
    this.move(step === 1 ? this.here + 2 : this.here - 1);
  }

  /** Only the kind of the chosen passages changes; what they rest on stays. */
  setKind(kind: PassageKind): void {
    this.#editor
      ?.chain()
      .command(({ tr, state }) => {
        const type = state.schema.nodes[kind];
        if (type === undefined) return false;
        state.doc.nodesBetween(tr.selection.from, tr.selection.to, (node, at) => {
          if (node.isTextblock && node.type !== type) tr.setNodeMarkup(at, type, node.attrs);
          return false;
        });
        return true;
      })
      .focus()
      .run();
  }

  toggle(mark: "bold" | "italic"): void {
    this.#editor?.chain().focus().toggleMark(mark).run();
  }

  undo(): void {
    this.#editor?.chain().focus().undo().run();
  }

  redo(): void {
    this.#editor?.chain().focus().redo().run();
  }

  /** A sentence that was left out becomes a passage where it belongs in time, or after the cursor. */
  insertSentence({ written, id, revision }: Utterance, order: ReadonlyMap<UtteranceId, number>): void {
    const place = placeFor(this.blocks, order, id);
    // Words a person has corrected are a person's.
    this.#insertAfter(place >= 0 ? place : this.here, written, { utterances: id, origin: revision === 0 ? MACHINE : null });
  }

  /** The line of a vote, at the end of the part for votes, or before the conclusion, or after the cursor. */
  insertVote(vote: Vote): void {
    const under = (heading: string) => (text: string) => folded(text).includes(heading);
    const part = endOfPart(this.blocks, under(VOTES_HEADING));
    const place = part >= 0 ? part : beforePart(this.blocks, under(CONCLUSION_HEADING));
    this.#insertAfter(place >= 0 ? place : this.here, voteLine(vote), {});
  }

  /** The text as it stands on the screen, a passage a line. */
  plainText(): string {
    return this.blocks.map((block) => block.text).join("\n");
  }

  #insertAfter(place: number, words: string, attributes: { utterances?: string; origin?: string | null }): void {
    const editor = this.#editor;
    if (editor === null) return;
    const at = this.blocks[place]?.to ?? editor.state.doc.content.size;
    editor
      .chain()
      .command(({ tr, state }) => {
        const paragraph = state.schema.nodes["paragraph"];
        if (paragraph === undefined) return false;
        const node = paragraph.create(attributes, words === "" ? null : state.schema.text(words));
        tr.insert(at, node);
        tr.setSelection(TextSelection.create(tr.doc, at + node.nodeSize - 1));
        return true;
      })
      .focus(undefined, { scrollIntoView: true })
      .run();
  }

  #read(editor: Editor): void {
    const { doc, selection } = editor.state;
    if (doc !== this.#shownDoc) {
      this.#shownDoc = doc;
      this.blocks = blocksOf(doc);
    }
    this.here = Math.min(selection.$from.index(0), this.blocks.length - 1);
    const kind = this.blocks[this.here]?.kind ?? "paragraph";
    const [bold, italic] = [editor.isActive("bold"), editor.isActive("italic")];
    if (kind !== this.look.kind || bold !== this.look.bold || italic !== this.look.italic) this.look = { kind, bold, italic };
  }

  #changed(): void {
    this.keeping = this.link.keeping;
    this.synced = this.link.synced;
    this.refusal = this.link.refusal;
    if (this.away && this.link.online) {
      this.away = false;
      this.events.back();
    }
  }

  readonly #met = (): void => {
    const { awareness } = this.link;
    if (awareness !== null) this.others = others(awareness, this.account);
  };

  async #lookWhy(): Promise<void> {
    if (!(await askWhoIsHere())) this.link.stop();
  }
}
