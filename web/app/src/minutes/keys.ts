// Keys of the minutes page beside those for hearing; as there, by the key's place and with Alt.

import { altAlone, hearingKey, type HearingKey, type KeyPress } from "../transcript/keys";

export type SideTab = "spoken" | "leftOut" | "proposals";

/** What changes the text. */
export type WritingKey = { is: "check"; item: boolean } | { is: "move" } | { is: "shift"; step: 1 | -1 };

export type Shortcut = HearingKey | WritingKey | { is: "cross" } | { is: "tab"; tab: SideTab };

const KEYS: Record<string, Shortcut> = {
  Enter: { is: "check", item: false },
  KeyM: { is: "move" },
  ArrowUp: { is: "shift", step: -1 },
  ArrowDown: { is: "shift", step: 1 },
  KeyJ: { is: "cross" },
  Digit1: { is: "tab", tab: "spoken" },
  Digit2: { is: "tab", tab: "leftOut" },
  Digit3: { is: "tab", tab: "proposals" },
};

export function shortcut(event: KeyPress): Shortcut | null {
  if (event.code === "Enter" && event.shiftKey && event.altKey && !event.ctrlKey && !event.metaKey) return event.repeat ? null : { is: "check", item: true };
  const key = altAlone(event) && !event.repeat ? KEYS[event.code] : undefined;
  return key ?? hearingKey(event);
}
