// Texts of the pages of invitations and notices in the current language; fetched with those pages.

import { currentLanguage } from "./language.svelte";
import { en } from "./papers.en";
import { vi, type PaperTexts } from "./papers.vi";

export function paperTexts(): PaperTexts {
  return currentLanguage() === "vi" ? vi : en;
}
