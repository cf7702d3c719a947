// Keys for hearing and proof-reading, by the key's place, so that a Vietnamese input method (Telex, VNI) does not matter. All with
// Alt: letters belong to the text, Alt+Z switches Unikey, screen readers have Insert and Caps Lock, browsers Alt+D, E, F and arrows.

export interface KeyPress {
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  repeat: boolean;
}

/** Alt and nothing else. AltGr, which types letters on many keyboards, says Control and Alt. */
export function altAlone(event: KeyPress): boolean {
  return event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
}

export type HearingKey = { is: "listen" } | { is: "back" } | { is: "slower" } | { is: "faster" } | { is: "doubt"; step: 1 | -1 } | { is: "replace" };

const KEYS: Record<string, HearingKey> = {
  KeyN: { is: "listen" },
  Comma: { is: "back" },
  Minus: { is: "slower" },
  Equal: { is: "faster" },
  BracketRight: { is: "doubt", step: 1 },
  BracketLeft: { is: "doubt", step: -1 },
  KeyR: { is: "replace" },
};

/** Only going back may be held down. */
export function hearingKey(event: KeyPress): HearingKey | null {
  const key = altAlone(event) ? KEYS[event.code] : undefined;
  return key === undefined || (event.repeat && key.is !== "back") ? null : key;
}
