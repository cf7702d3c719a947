// Paths of the application.

export type Route =
  | { page: "start" }
  | { page: "meetings" }
  | { page: "call" }
  | { page: "meeting"; id: string }
  | { page: "transcript"; id: string }
  | { page: "proposals"; id: string }
  | { page: "directives" }
  | { page: "handover" }
  | { page: "notices" }
  | { page: "earlier"; id: string }
  | { page: "directive"; id: string }
  | { page: "search" }
  | { page: "figures" }
  | { page: "late" }
  | { page: "wall" }
  | { page: "minutes"; id: string }
  | { page: "misheard" }
  | { page: "review"; id: string }
  | { page: "papers"; id: string }
  | { page: "paper"; id: string }
  | { page: "system" }
  | { page: "accounts" }
  | { page: "audit" }
  | { page: "own" }
  | { page: "records" }
  | { page: "missing" };

export function readPath(path: string): Route {
  const parts = path.split("/").filter((part) => part !== "").map(decoded);
  const [first, second, third] = parts;
  if (first === undefined) return { page: "start" };
  if (first === "hop" && parts.length <= 3) {
    if (second === undefined) return { page: "meetings" };
    if (third === "loi-noi") return { page: "transcript", id: second };
    if (third === "nhiem-vu") return { page: "proposals", id: second };
    if (third === "kiem-diem") return { page: "earlier", id: second };
    if (third === "bien-ban") return { page: "minutes", id: second };
    if (third === "xem-xet") return { page: "review", id: second };
    if (third === "van-ban") return { page: "papers", id: second };
    if (third === undefined) return second === "moi" ? { page: "call" } : { page: "meeting", id: second };
  }
  if (first === "nhiem-vu" && parts.length <= 2) {
    if (second === "ban-giao") return { page: "handover" };
    return second === undefined ? { page: "directives" } : { page: "directive", id: second };
  }
  if (first === "thong-bao" && parts.length === 1) return { page: "notices" };
  if (first === "van-ban" && second !== undefined && parts.length === 2) return { page: "paper", id: second };
  if (first === "tim-kiem" && parts.length === 1) return { page: "search" };
  if (first === "so-lieu" && parts.length <= 2) {
    if (second === undefined) return { page: "figures" };
    if (second === "qua-han") return { page: "late" };
    if (second === "man-hinh") return { page: "wall" };
  }
  if (first === "tu-nghe-nham" && parts.length === 1) return { page: "misheard" };
  if (first === "quan-tri" && parts.length <= 2) {
    if (second === undefined) return { page: "system" };
    if (second === "tai-khoan") return { page: "accounts" };
    if (second === "luu-giu") return { page: "records" };
  }
  if (first === "tai-khoan" && parts.length === 1) return { page: "own" };
  if (first === "nhat-ky" && parts.length === 1) return { page: "audit" };
  return { page: "missing" };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const paths = {
  start: "/",
  meetings: "/hop",
  call: "/hop/moi",
  meeting: (id: string) => `/hop/${encodeURIComponent(id)}`,
  transcript: (id: string) => `/hop/${encodeURIComponent(id)}/loi-noi`,
  proposals: (meeting: string) => `/hop/${encodeURIComponent(meeting)}/nhiem-vu`,
  directives: "/nhiem-vu",
  /** What one's own unit leads. */
  ownDirectives: "/nhiem-vu?cua-toi=1",
  directive: (id: string) => `/nhiem-vu/${encodeURIComponent(id)}`,
  handover: "/nhiem-vu/ban-giao",
  notices: "/thong-bao",
  /** What became of the conclusions before this meeting. */
  earlier: (meeting: string) => `/hop/${encodeURIComponent(meeting)}/kiem-diem`,
  search: (query: string) => (query === "" ? "/tim-kiem" : `/tim-kiem?q=${encodeURIComponent(query)}`),
  figures: "/so-lieu",
  /** What is late, with the words that ordered it. */
  late: "/so-lieu/qua-han",
  /** The figures for the hall. */
  wall: "/so-lieu/man-hinh",
  minutes: (id: string) => `/hop/${encodeURIComponent(id)}/bien-ban`,
  misheard: "/tu-nghe-nham",
  review: (meeting: string) => `/hop/${encodeURIComponent(meeting)}/xem-xet`,
  papers: (meeting: string) => `/hop/${encodeURIComponent(meeting)}/van-ban`,
  paper: (id: string) => `/van-ban/${encodeURIComponent(id)}`,
  system: "/quan-tri",
  accounts: "/quan-tri/tai-khoan",
  audit: "/nhat-ky",
  own: "/tai-khoan",
  records: "/quan-tri/luu-giu",
};
