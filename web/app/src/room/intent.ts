// What this person wants of their own microphone, camera and hand, until the room says the same. The room's word is final; a wish
// it has not taken up yet (or that was pressed while the line was down) is repeated after joining again.

import type { ClientMessage, ParticipantView } from "../wire";

export interface Intent {
  muted?: boolean;
  camera?: boolean;
  hand?: boolean;
}

/** Wishes the room has not fulfilled yet. */
export function outstanding(intent: Intent, me: ParticipantView): Intent {
  const left: Intent = {};
  if (intent.muted !== undefined && intent.muted !== me.muted) left.muted = intent.muted;
  if (intent.camera !== undefined && intent.camera !== me.camera) left.camera = intent.camera;
  if (intent.hand !== undefined && intent.hand !== (me.hand_raised_at !== null)) left.hand = intent.hand;
  return left;
}

export function messages(intent: Intent): ClientMessage[] {
  const out: ClientMessage[] = [];
  if (intent.muted !== undefined) out.push({ type: "set_muted", muted: intent.muted });
  if (intent.camera !== undefined) out.push({ type: "set_camera", on: intent.camera });
  if (intent.hand !== undefined) out.push({ type: "raise_hand", raised: intent.hand });
  return out;
}
