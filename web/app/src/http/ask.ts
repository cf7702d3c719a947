// One way to talk to the server: JSON in, JSON out, refusals as they are worded there.

import type { RefusalText } from "../wire";

/** The server said no. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly refusal: RefusalText,
  ) {
    super(refusal.code);
  }
}

/** Nobody answered, or not in the way this server answers (a proxy's error page). */
export class Unreachable extends Error {}

type Method = "GET" | "POST" | "DELETE";

let onSessionEnd: () => void = () => undefined;

/** Called whenever the server says that there is no session, except in answer to signing in. */
export function whenSessionEnds(act: () => void): void {
  onSessionEnd = act;
}

export async function ask<T>(method: Method, path: string, body?: unknown): Promise<T> {
  const response = await fetchOrUnreachable(method, path, body);
  if (response.status === 204) return undefined as T;
  const answer = await response.json().catch(() => undefined);
  if (response.ok && answer !== undefined) return answer as T;
  if (!isRefusal(answer)) throw new Unreachable(String(response.status));
  if (response.status === 401 && answer.code === "session_expired") onSessionEnd();
  throw new Refused(response.status, answer);
}

async function fetchOrUnreachable(method: Method, path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Unreachable(path);
  }
}

function isRefusal(value: unknown): value is RefusalText {
  return typeof value === "object" && value !== null && "code" in value && "vi" in value && "en" in value;
}
