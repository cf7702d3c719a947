// The real program, started on a copy of the demo data with ports of its own.

import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { freeTcp, freeUdp } from "./ports.ts";
import { BINARY, MODELS, RUN } from "./settings.ts";

export interface ServerOptions {
  /** Folder of speech models; default the shared cache. */
  models?: string;
  /** Further arguments of `giaoban serve`. */
  args?: string[];
  /** Further environment. */
  env?: Record<string, string>;
  /** Whether the demonstration authority is loaded; default yes. */
  demo?: boolean;
  /** Data folder; default a fresh copy of the prepared demo data. */
  data?: string;
}

/** Clock ticks a second in /proc, the same on every Linux that runs here. */
const TICKS = 100;
/** A cold start makes certificates and, on an empty folder, the demo authority with its synthesised meeting. */
const READY_WITHIN = 120_000;

/** Servers that run now: none of them outlives the tests, however those end. */
const alive = new Set<ChildProcess>();
process.once("exit", () => alive.forEach((child) => child.kill("SIGKILL")));

export class Server {
  /** What it logged (standard error), across restarts. */
  log = "";
  /** Words that must not be in its log; filled by the browsers. */
  readonly said = new Set<string>();
  #process: ChildProcess | undefined;

  private constructor(
    readonly data: string,
    private readonly http: number,
    private readonly https: number,
    private readonly media: number,
    private readonly options: ServerOptions,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.http}`;
  }

  get pid(): number {
    const pid = this.#process?.pid;
    if (pid === undefined) throw new Error("the server is not running");
    return pid;
  }

  /** Starts the program and waits until it is ready. */
  static async start(options: ServerOptions = {}): Promise<Server> {
    const data = options.data ?? mkdtempSync(join(tmpdir(), "giaoban-data-"));
    if (options.data === undefined) cpSync(join(RUN, "demo"), data, { recursive: true });
    const server = new Server(data, await freeTcp(), await freeTcp(), await freeUdp(), options);
    await server.restart();
    return server;
  }

  /** Starts it again on the same data and ports; answers the milliseconds until it was ready. */
  async restart(): Promise<number> {
    const began = Date.now();
    const local = (port: number) => `127.0.0.1:${port}`;
    const demo = this.options.demo ?? true ? ["--demo"] : [];
    const args = ["serve", ...demo, "--data", this.data, "--listen", local(this.http), "--https", local(this.https), "--media", local(this.media), ...(this.options.args ?? [])];
    const env: NodeJS.ProcessEnv = { ...process.env, GIAOBAN_MODELS: this.options.models ?? MODELS, ...this.options.env };
    // The log as an installation has it, whatever the person at the tests prefers.
    delete env["GIAOBAN_LOG"];
    const child = spawn(BINARY, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    this.#process = child;
    alive.add(child);
    child.once("exit", () => alive.delete(child));
    let failure: Error | undefined;
    const before = this.log.length;
    child.stderr?.on("data", (chunk: Buffer) => (this.log += chunk.toString()));
    // The address and the sign-ins, for people; read so that the pipe does not fill.
    child.stdout?.resume();
    child.on("error", (error) => (failure = error));
    for (let ready = false; !ready; ) {
      if (failure) throw failure;
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended at its start:\n${this.log.slice(before)}`);
      if (Date.now() - began > READY_WITHIN) throw new Error(`the server was not ready in time:\n${this.log.slice(before)}`);
      await new Promise((next) => setTimeout(next, 20));
      ready = await fetch(`${this.url}/health`).then((answer) => answer.ok, () => false);
    }
    return Date.now() - began;
  }

  /** Ends it as the operating system does: asked, then waited for. */
  async stop(): Promise<void> {
    await this.#end("SIGTERM");
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Stops it and removes its data. */
  async discard(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }

  /** CPU seconds used so far by all threads. */
  cpuSeconds(): number {
    const stat = readFileSync(`/proc/${this.pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  }

  /** Resident memory now and at its highest, MB. */
  memory(): { now: number; peak: number } {
    const status = readFileSync(`/proc/${this.pid}/status`, "utf8");
    const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1]);
    return { now: kilobytes("VmRSS") / 1024, peak: kilobytes("VmHWM") / 1024 };
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    const patience = setTimeout(() => child.kill("SIGKILL"), 20_000);
    await ended;
    clearTimeout(patience);
  }
}
