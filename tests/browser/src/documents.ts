// The text of a document as a reader sees it.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";

/** The words of a DOCX or PDF, in reading order, page numbers left out. */
export function wordsOf(file: string, bytes: Buffer): string[] {
  writeFileSync(file, bytes);
  if (file.endsWith(".pdf")) {
    const pages = execFileSync("pdftotext", ["-raw", "-enc", "UTF-8", file, "-"], { encoding: "utf8" }).split("\f");
    return pages.flatMap((page, i) => split(i > 0 ? page.replace(/^\s*\d+\s*\n/u, "") : page));
  }
  const xml = execFileSync("unzip", ["-p", file, "word/document.xml"], { encoding: "utf8", maxBuffer: 64 << 20 });
  const text = xml
    .replace(/<\/w:p>|<w:br\/>|<w:tab\/>/gu, "\n")
    .replace(/<w:instrText[^>]*>[^<]*<\/w:instrText>/gu, "")
    .replace(/<[^>]+>/gu, "")
    .replace(/&lt;/gu, "<").replace(/&gt;/gu, ">").replace(/&quot;/gu, '"').replace(/&apos;/gu, "'").replace(/&amp;/gu, "&");
  return split(text);
}

function split(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== "");
}
