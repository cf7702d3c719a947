// Keys of the minutes page, by the key's place, so that a Vietnamese input method does not matter. All with Alt: letters belong to
// the text.

export type SideTab = "spoken" | "leftOut" | "proposals";

export type Shortcut = { is: "listen" } | { is: "cross" } | { is: "tab"; tab: SideTab };

const KEYS: Record<string, Shortcut> = {
  KeyN: { is: "listen" },
  KeyJ: { is: "cross" },
  Digit1: { is: "tab", tab: "spoken" },
  Digit2: { is: "tab", tab: "leftOut" },
  Digit3: { is: "tab", tab: "proposals" },
};

interface KeyPress {
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  repeat: boolean;
}

export function shortcut(event: KeyPress): Shortcut | null {
  // AltGr, which types letters on many keyboards, says Control and Alt.
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) return null;
  return KEYS[event.code] ?? null;
}
