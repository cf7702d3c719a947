// What a test is given: a server of its own whose log is searched afterwards, and browsers that are closed whatever happens.

import { test as base, expect } from "@playwright/test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { leaks } from "./secrecy.ts";
import { Server, type ServerOptions } from "./server.ts";
import { Site, type SiteOptions } from "./site.ts";

interface Given {
  /** A folder of the test's own. */
  folder: string;
  /** How the server is started; `test.use({ start: ... })` changes it. */
  start: ServerOptions;
  server: Server;
  /** Opens a browser for an account. */
  site: (account: string, options?: SiteOptions) => Promise<Site>;
}

export const test = base.extend<Given>({
  start: [{}, { option: true }],

  // Playwright wants a pattern here even where nothing is asked for.
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "giaoban-test-"));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },

  server: async ({ start }, use, info) => {
    const server = await Server.start(start);
    await use(server);
    await server.discard();
    writeFileSync(info.outputPath("server.log"), server.log);
    expect(leaks(server.log, server.said), "no address, name or word of anybody is in the log").toEqual([]);
  },

  site: async ({ server }, use) => {
    const open: Site[] = [];
    await use(async (account, options) => {
      const site = await Site.open(server, account, options);
      open.push(site);
      return site;
    });
    await Promise.all(open.map((site) => site.close()));
  },
});

export { expect };
