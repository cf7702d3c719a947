// Who else has the minutes open, and where their cursors stand. What is told of a person is their name; colours come from it.

import type { Awareness } from "y-protocols/awareness";

/** Somebody at the text, on however many screens. */
export interface Person {
  account: string;
  name: string;
  color: string;
}

/** Dark enough for white letters on them (contrast of at least 4.5). */
const COLORS = ["#8a3b00", "#0b5d3b", "#6b2fa0", "#9c1c50", "#0b5a8a", "#5c5200", "#7a1f1f", "#1f4e5f"] as const;

export function colorOf(account: string): string {
  let sum = 0;
  for (const letter of account) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return COLORS[sum % COLORS.length] ?? COLORS[0];
}

/** The others, by name; whoever sits at two screens is one. */
export function others(awareness: Awareness, own: string): Person[] {
  const found = new Map<string, Person>();
  for (const [client, state] of awareness.getStates()) {
    const person = personOf(state["user"]);
    if (client !== awareness.clientID && person !== null && person.account !== own) found.set(person.account, person);
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, "vi"));
}

/** What another browser says is taken only when it is a person. */
function personOf(value: unknown): Person | null {
  if (typeof value !== "object" || value === null) return null;
  const { account, name } = value as Partial<Record<keyof Person, unknown>>;
  return typeof account === "string" && typeof name === "string" ? { account, name: name.slice(0, 80), color: colorOf(account) } : null;
}

export function cursorOf(user: unknown): HTMLElement {
  const person = personOf(user);
  const cursor = document.createElement("span");
  cursor.className = "other-cursor";
  cursor.style.setProperty("--color", person?.color ?? COLORS[0]);
  cursor.setAttribute("aria-hidden", "true");
  const label = document.createElement("span");
  label.textContent = person?.name ?? "";
  // Word joiners keep the line from breaking at the cursor.
  cursor.append("\u2060", label, "\u2060");
  return cursor;
}

export function selectionOf(user: unknown): { style: string; class: string } {
  return { class: "other-selection", style: `background-color: ${personOf(user)?.color ?? COLORS[0]}33` };
}
