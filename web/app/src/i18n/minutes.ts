// Texts of the minutes page in the current language; kept apart so that whoever joins a meeting does not fetch them.

import { currentLanguage } from "./language.svelte";
import { en } from "./minutes.en";
import { vi, type MinutesTexts } from "./minutes.vi";

export function minutesTexts(): MinutesTexts {
  return currentLanguage() === "vi" ? vi : en;
}
