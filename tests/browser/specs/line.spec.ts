// The whole line in one run: words, minutes, directives, documents, and found again with the sound.

import { mkdtempSync, writeFileSync } from "node:fs";
import { cpSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { DirectiveList, DirectivePage, Found, MinutesPage, ProposalCard, Transcript } from "../../../web/app/src/wire.ts";
import { Account } from "../src/api.ts";
import { type Briefing, briefing } from "../src/briefing.ts";
import { wordsOf } from "../src/documents.ts";
import { expect, test } from "../src/fixtures.ts";
import { marks } from "../src/marks.ts";
import { measured } from "../src/measured.ts";
import { Server } from "../src/server.ts";
import { RUN } from "../src/settings.ts";
import { Site } from "../src/site.ts";
import { stretches } from "../src/speech.ts";
import { played } from "../src/transcript.ts";

/** A draft is there so soon after the end, milliseconds. */
const DRAFT_WITHIN = 10_000;
