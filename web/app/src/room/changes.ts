// What has to be told to this person when the room changes: what others did to their microphone, hand and turn.

import type { ParticipantId, RoomView } from "../wire";
import type { Intent } from "./intent";

export type Change = "opened" | "invited" | "floor_taken" | "muted_by_chair" | "hand_lowered";

/** `intent` is what this person asked for and the room had not shown before `after`. */
export function changes(before: RoomView, after: RoomView, you: ParticipantId, intent: Intent): Change[] {
  const was = before.participants.find((person) => person.id === you);
  const is = after.participants.find((person) => person.id === you);
  const out: Change[] = [];
  if (before.state === "scheduled" && after.state === "live") out.push("opened");
  const invited = before.floor !== you && after.floor === you;
  const turnOver = before.floor === you && after.floor !== you;
  if (invited) out.push("invited");
  if (turnOver) out.push("floor_taken");
  if (was === undefined || is === undefined) return out;
  if (!was.muted && is.muted && intent.muted !== true && !turnOver) out.push("muted_by_chair");
  const handGone = was.hand_raised_at !== null && is.hand_raised_at === null;
  if (handGone && intent.hand !== false && !invited) out.push("hand_lowered");
  return out;
}
