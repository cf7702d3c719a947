// Texts of one's own account, rights and retention in the current language; kept apart so that whoever joins a meeting does not fetch them.

import { currentLanguage } from "./language.svelte";
import { en } from "./own.en";
import { vi, type OwnTexts } from "./own.vi";

export function ownTexts(): OwnTexts {
  return currentLanguage() === "vi" ? vi : en;
}
