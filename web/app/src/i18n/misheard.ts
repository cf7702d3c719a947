// Texts of the page of words often misheard in the current language; kept apart so that whoever joins a meeting does not
// fetch them.

import { currentLanguage } from "./language.svelte";
import { en } from "./misheard.en";
import { vi, type MisheardTexts } from "./misheard.vi";

export function misheardTexts(): MisheardTexts["misheard"] {
  return (currentLanguage() === "vi" ? vi : en).misheard;
}
