// Texts of hearing, proof-reading and co-editing in the current language; apart, so that whoever joins a meeting does not fetch them.

import { en } from "./editor.en";
import { vi, type EditorTexts } from "./editor.vi";
import { currentLanguage } from "./language.svelte";

export function editorTexts(): EditorTexts {
  return currentLanguage() === "vi" ? vi : en;
}
