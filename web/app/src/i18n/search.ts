// Texts of the search page in the current language; kept apart so that whoever joins a meeting does not fetch them.

import { currentLanguage } from "./language.svelte";
import { en } from "./search.en";
import { vi, type SearchTexts } from "./search.vi";

export function searchTexts(): SearchTexts["search"] {
  return (currentLanguage() === "vi" ? vi : en).search;
}
