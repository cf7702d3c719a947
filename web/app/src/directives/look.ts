// Shape and colour of a standing: the shape says it too, for whoever does not see the colour.

import type { DirectiveState, Timeliness } from "../wire";
import type { IconName } from "../ui/icons";

export interface Look {
  icon: IconName;
  tone: "good" | "warn" | "bad" | "";
}

export const TIMELINESS_LOOK: Record<Timeliness, Look> = {
  overdue: { icon: "alert", tone: "bad" },
  due_soon: { icon: "clock", tone: "warn" },
  within: { icon: "record", tone: "" },
  done_on_time: { icon: "check", tone: "good" },
  done_late: { icon: "check", tone: "warn" },
  no_due_date: { icon: "info", tone: "" },
  stopped: { icon: "pause", tone: "" },
};

/** States in which somebody else than the lead unit has to move next stand out. */
export const STATE_TONE: Record<DirectiveState, Look["tone"]> = {
  assigned: "",
  returned: "warn",
  accepted: "",
  in_progress: "",
  reported: "warn",
  redo: "warn",
  completed: "good",
  suspended: "",
  cancelled: "",
};
