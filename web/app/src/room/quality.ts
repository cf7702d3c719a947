// How good the line is, from what the browser counts.

export type Quality = "good" | "weak" | "bad";

export interface Counts {
  /** Seconds for a packet there and back; null when not known. */
  roundTrip: number | null;
  received: number;
  lost: number;
}

export function countsOf(report: RTCStatsReport): Counts {
  const counts: Counts = { roundTrip: null, received: 0, lost: 0 };
  for (const entry of report.values() as Iterable<Record<string, unknown>>) {
    if (entry["type"] === "inbound-rtp") {
      counts.received += number(entry["packetsReceived"]);
      counts.lost += Math.max(0, number(entry["packetsLost"]));
    } else if (entry["type"] === "candidate-pair" && entry["state"] === "succeeded" && typeof entry["currentRoundTripTime"] === "number") {
      counts.roundTrip = entry["currentRoundTripTime"];
    }
  }
  return counts;
}

/** Judges the time between two counts. */
export function judge(before: Counts, now: Counts): Quality {
  const received = Math.max(0, now.received - before.received);
  const lost = Math.max(0, now.lost - before.lost);
  const share = received + lost === 0 ? 0 : lost / (received + lost);
  const roundTrip = now.roundTrip ?? 0;
  if (share > 0.15 || roundTrip > 0.8) return "bad";
  if (share > 0.04 || roundTrip > 0.35) return "weak";
  return "good";
}

function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
