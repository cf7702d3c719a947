// Pictures of pages for people to look at, where a folder for them was named.

import type { Page } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { SCREENSHOTS } from "./settings.ts";

/** Keeps a picture of the whole page as it stands. */
export async function pictured(page: Page, name: string): Promise<void> {
  if (!SCREENSHOTS) return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}
