import { expect, it } from "vitest";
import { offerText } from "./offer";

it("an offer carries no addresses of this computer", () => {
  const offer = ["v=0", "m=audio 9 UDP/TLS/RTP/SAVPF 109", "a=candidate:0 1 UDP 2122187007 x.local 1 typ host", "a=end-of-candidates", "a=mid:0", ""];
  expect(offerText(offer.join("\r\n"))).toBe("v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 109\r\na=mid:0\r\n");
});
