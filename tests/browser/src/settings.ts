// What the tests take from the environment.

import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "giaoban");
const target = process.env["CARGO_TARGET_DIR"] ?? join(cache, "target");

/** The program under test. */
export const BINARY = process.env["GIAOBAN_BIN"] ?? join(target, "release", "giaoban");
/** Speech models, shared by all tests. */
export const MODELS = process.env["GIAOBAN_MODELS"] ?? join(cache, "models");
/** Debian's browser. */
export const CHROMIUM = process.env["GIAOBAN_CHROMIUM"] ?? "/usr/bin/chromium";
/** Folder with a manifest.tsv of real speech, if there is one. */
export const SPEECH_SET = process.env["GIAOBAN_SPEECH_SET"] || undefined;
/** Folder with example meetings in the product's exchange formats (`meetings.jsonl` and units files), if there is one. */
export const EXAMPLES = process.env["GIAOBAN_EXAMPLES"] || undefined;
/** Where pictures of the pages go, if anywhere. */
export const SCREENSHOTS = process.env["GIAOBAN_SCREENSHOTS"] || undefined;
/** Where measured figures are kept, if anywhere. */
export const REPORTS = process.env["REPORTS"] || undefined;
/** Folder of one run: the demo data that every test copies. Made by prepare.ts. */
export const RUN = process.env["GIAOBAN_TEST_RUN"] ?? join(tmpdir(), `giaoban-browser-${process.pid}`);
/** The demo accounts' password. */
export const PASSWORD = process.env["GIAOBAN_DEMO_PASSWORD"] ?? "giaoban-demo-2026";
