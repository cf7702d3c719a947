// The text of an offer as it is sent to the server.

/**
 * Own addresses are left out: the server answers connectivity checks wherever they come from (ICE-lite, RFC 8445, section 2.5), so it
 * needs none, and nobody has to wait until the browser has found them.
 */
export function offerText(sdp: string): string {
  return sdp
    .split("\r\n")
    .filter((line) => !line.startsWith("a=candidate:") && line !== "a=end-of-candidates")
    .join("\r\n");
}
