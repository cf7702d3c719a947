// Before all tests: one cold start makes the demo data that every test then copies, and tells how long that takes.

import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { AccountRow } from "../../../web/app/src/wire.ts";
import { Account } from "./api.ts";
import { measured } from "./measured.ts";
import { Server } from "./server.ts";
import { BINARY, CHROMIUM, RUN, SPEECH_SET } from "./settings.ts";

export default async function prepare(): Promise<() => void> {
  for (const program of [BINARY, CHROMIUM]) {
    if (!existsSync(program)) throw new Error(`${program} is missing; scripts/test meetings builds and installs what is needed`);
  }
  process.env["GIAOBAN_TEST_RUN"] = RUN;
  const data = join(RUN, "demo");
  mkdirSync(data, { recursive: true });
  const began = Date.now();
  const server = await Server.start({ data });
  measured("cold_start", (Date.now() - began) / 1000, "s", "empty data folder to GET /health = 200, demo authority with its synthesised meeting included");
  const accounts = await (await Account.signIn(server, "quantri")).get<AccountRow[]>("/api/accounts");
  writeFileSync(join(RUN, "names.json"), JSON.stringify([...new Set(accounts.map((row) => row.account.name))]));
  await server.stop();
  const again = await server.restart();
  measured("warm_start", again / 1000, "s", "the same data folder again to GET /health = 200");
  await server.stop();
  if (!SPEECH_SET) console.log("GIAOBAN_SPEECH_SET is not set: espeak-ng speaks, recognition accuracy is not measured");
  return () => rmSync(RUN, { recursive: true, force: true });
}
