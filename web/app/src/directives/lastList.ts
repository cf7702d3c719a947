// The list somebody came from, with its filters, so that the way back from a directive leads there.

import { paths } from "../shell/route";

let last = paths.directives;

export function rememberList(address: string): void {
  last = address;
}

export function lastList(): string {
  return last;
}
