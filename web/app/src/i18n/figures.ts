// Texts of the figures in the current language; kept apart so that whoever joins a meeting does not fetch them.

import { en } from "./figures.en";
import { vi, type FiguresTexts } from "./figures.vi";
import { currentLanguage } from "./language.svelte";

export function figuresTexts(): FiguresTexts {
  return currentLanguage() === "vi" ? vi : en;
}
