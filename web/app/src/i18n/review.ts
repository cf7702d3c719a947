// Texts of the review page in the current language; fetched with that page.

import { currentLanguage } from "./language.svelte";
import { en } from "./review.en";
import { vi, type ReviewTexts } from "./review.vi";

export function reviewTexts(): ReviewTexts {
  return currentLanguage() === "vi" ? vi : en;
}
