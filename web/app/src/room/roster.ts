// Who is here, as the list shows it: sites in the room's order, people under their site, hands in the order they went up.

import type { ParticipantView, RoomView, SiteView } from "../wire";

export interface SiteGroup {
  site: SiteView;
  people: ParticipantView[];
}

/** Everybody under their site, the chair first, then those who preside, then by name. */
export function bySite(room: RoomView): SiteGroup[] {
  return room.sites.map((site) => ({
    site,
    people: room.participants.filter((person) => person.site === site.site).sort(byRank),
  }));
}

/** Raised hands, first raised first. */
export function hands(room: RoomView): ParticipantView[] {
  return room.participants
    .filter((person) => person.hand_raised_at !== null)
    .sort((a, b) => (a.hand_raised_at ?? 0) - (b.hand_raised_at ?? 0) || (a.id < b.id ? -1 : 1));
}

/** Post and unit in one line: what tells two people of one name apart. */
export function standing(person: { post: string; unit_name: string }): string {
  return [person.post, person.unit_name].filter((part) => part !== "").join(", ");
}

export function presentSites(room: RoomView): number {
  return room.sites.filter((site) => site.present).length;
}

const collator = new Intl.Collator("vi");

function byRank(a: ParticipantView, b: ParticipantView): number {
  return Number(b.chair) - Number(a.chair) || Number(b.presides) - Number(a.presides) || collator.compare(a.name, b.name);
}
