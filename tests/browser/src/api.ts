// The server's HTTP interface and socket without a browser: what a program, or somebody with bad intentions, can send.

import WebSocket from "ws";

import type { ClientMessage, MeetingCard, MeetingList, RefusalText, ServerMessage, Session, Transcript } from "../../../web/app/src/wire.ts";
import type { Server } from "./server.ts";
import { PASSWORD } from "./settings.ts";

export class Account {
  private constructor(
    private readonly server: Server,
    private readonly cookie: string,
  ) {}

  /** Signs in a demo account. */
  static async signIn(server: Server, username: string): Promise<Account> {
    const answer = await trySignIn(server, username, PASSWORD);
    if (!answer.ok) throw new Error(`${username} could not sign in: ${answer.status} ${await answer.text()}`);
    const cookie = answer.headers.getSetCookie()[0]?.split(";")[0];
    if (!cookie) throw new Error("no cookie");
    return new Account(server, cookie);
  }

  async get<T>(path: string): Promise<T> {
    const answer = await fetch(this.server.url + path, { headers: { cookie: this.cookie } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** Who is signed in. */
  async self(): Promise<Session["account"]> {
    return (await this.get<Session>("/api/session")).account;
  }

  /** The meeting that the demo authority holds today. */
  async todaysMeeting(): Promise<MeetingCard> {
    const card = (await this.get<MeetingList>("/api/meetings")).today.find((c) => c.meeting.state !== "ended");
    if (!card) throw new Error("the demo authority has no meeting today");
    return card;
  }

  transcript(meeting: string): Promise<Transcript> {
    return this.get<Transcript>(`/api/meetings/${meeting}/transcript`);
  }

  /** Opens the meeting's socket. */
  async socket(meeting: string): Promise<RawSocket> {
    const socket = new WebSocket(`${this.server.url.replace("http", "ws")}/api/meetings/${meeting}/socket`, { headers: { cookie: this.cookie } });
    const raw = new RawSocket(socket);
    await new Promise<void>((opened, failed) => {
      socket.once("open", () => opened());
      socket.once("error", failed);
    });
    return raw;
  }
}

/** Tries a password; answers the server's answer. */
export function trySignIn(server: Server, username: string, password: string): Promise<Response> {
  const body = JSON.stringify({ username, password });
  return fetch(`${server.url}/api/session`, { method: "POST", headers: { "content-type": "application/json" }, body });
}

/** A socket that sends whatever it is told to. */
export class RawSocket {
  readonly heard: ServerMessage[] = [];
  closedWith: number | undefined;
  readonly closed: Promise<"closed">;

  constructor(private readonly socket: WebSocket) {
    socket.on("message", (data) => this.heard.push(JSON.parse(String(data)) as ServerMessage));
    this.closed = new Promise((done) =>
      socket.on("close", (code) => {
        this.closedWith = code;
        done("closed");
      }),
    );
    socket.on("error", () => {});
  }

  say(message: ClientMessage): void {
    this.sendText(JSON.stringify(message));
  }

  sendText(text: string): void {
    this.socket.send(text);
  }

  sendBytes(bytes: Uint8Array): void {
    this.socket.send(bytes);
  }

  /** The first message of that kind that satisfies `wanted`, among those not yet taken by an earlier call. */
  async next<K extends ServerMessage["type"]>(
    type: K,
    wanted: (message: Extract<ServerMessage, { type: K }>) => boolean = () => true,
    within = 10_000,
  ): Promise<Extract<ServerMessage, { type: K }>> {
    const end = Date.now() + within;
    while (Date.now() < end) {
      const at = this.heard.findIndex((m) => m.type === type && wanted(m as Extract<ServerMessage, { type: K }>));
      if (at >= 0) return this.heard.splice(0, at + 1)[at] as Extract<ServerMessage, { type: K }>;
      await new Promise((next) => setTimeout(next, 10));
    }
    throw new Error(`no ${type} within ${within} ms; heard ${this.heard.map((m) => m.type).join(", ")}; closed with ${this.closedWith}`);
  }

  /** The next refusal. */
  async refusal(): Promise<RefusalText> {
    return (await this.next("refused")).refusal;
  }

  close(): void {
    this.socket.close();
  }
}
