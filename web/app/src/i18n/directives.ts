// Texts of the pages of directives in the current language; kept apart so that whoever joins a meeting does not fetch them.

import { en } from "./directives.en";
import { vi, type DirectiveTexts } from "./directives.vi";
import { currentLanguage } from "./language.svelte";

export function directiveTexts(): DirectiveTexts {
  return currentLanguage() === "vi" ? vi : en;
}
