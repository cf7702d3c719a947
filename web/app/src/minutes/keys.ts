// Keys of the minutes page beside those for hearing; as there, by the key's place and with Alt.

import { altAlone, hearingKey, type HearingKey, type KeyPress } from "../transcript/keys";

export type SideTab = "spoken" | "leftOut" | "proposals";

export type Shortcut = HearingKey | { is: "cross" } | { is: "tab"; tab: SideTab };

const KEYS: Record<string, Shortcut> = {
  KeyJ: { is: "cross" },
  Digit1: { is: "tab", tab: "spoken" },
  Digit2: { is: "tab", tab: "leftOut" },
  Digit3: { is: "tab", tab: "proposals" },
};

export function shortcut(event: KeyPress): Shortcut | null {
  const key = altAlone(event) && !event.repeat ? KEYS[event.code] : undefined;
  return key ?? hearingKey(event);
}
