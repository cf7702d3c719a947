// Keys for own microphone, camera and hand. By the key's place, so that a Vietnamese input method does not matter.

export type Shortcut = "microphone" | "camera" | "hand";

const KEYS: Record<string, Shortcut> = { KeyM: "microphone", KeyC: "camera", KeyH: "hand" };

interface KeyPress {
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
  target: EventTarget | null;
}

export function shortcut(event: KeyPress): Shortcut | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return null;
  return KEYS[event.code] ?? null;
}

/** Letters belong to the field or the question somebody is in. */
function typing(target: EventTarget | null): boolean {
  return typeof Element !== "undefined" && target instanceof Element && target.closest("input, select, textarea, dialog, [contenteditable]") !== null;
}
