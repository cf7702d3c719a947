// Which language the page speaks: Vietnamese unless somebody chose otherwise on this computer.

import type { RefusalText } from "../wire";
import { en } from "./en";
import { vi, type Texts } from "./vi";

export type Language = "vi" | "en";

const KEPT = "giaoban.language";

let language = $state<Language>(kept());

function kept(): Language {
  try {
    return localStorage.getItem(KEPT) === "en" ? "en" : "vi";
  } catch {
    return "vi";
  }
}

export function currentLanguage(): Language {
  return language;
}

export function speak(chosen: Language): void {
  language = chosen;
  document.documentElement.lang = chosen;
  try {
    localStorage.setItem(KEPT, chosen);
  } catch {
    // A browser that keeps nothing still speaks the chosen language until it is closed.
  }
}

/** The texts of the current language; reading it in a component makes the component follow the switch. */
export function t(): Texts {
  return language === "vi" ? vi : en;
}

/** What the server said, in the current language. */
export function say(refusal: RefusalText): string {
  return language === "vi" ? refusal.vi : refusal.en;
}
