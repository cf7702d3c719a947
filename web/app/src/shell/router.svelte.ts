// Where the browser is, and going somewhere else without loading the page anew.

import { readPath, type Route } from "./route";

let path = $state(location.pathname);
let query = $state(location.search);
const route = $derived(readPath(path));

export function currentRoute(): Route {
  return route;
}

/** What stands after the question mark of the address, question mark included; pages keep their filters there. */
export function currentQuery(): string {
  return query;
}

export function go(to: string, options: { replace?: boolean } = {}): void {
  const before = path;
  if (options.replace === true) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  path = location.pathname;
  query = location.search;
  // Another filter of the same page leaves the reader where they are.
  if (path !== before) window.scrollTo(0, 0);
}

/** Takes over clicks on links inside the application and the browser's own back and forward. */
export function startRouter(): void {
  window.addEventListener("popstate", () => {
    path = location.pathname;
    query = location.search;
  });
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || link.target !== "" || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.pathname.startsWith("/api/") || link.pathname === "/ca.crt" || link.hash !== "") return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}
