import { expect, it } from "vitest";
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { colorOf, others } from "./presence";

it("the others are seen once each, by name, and what is no person is not", () => {
  const own = new Awareness(new Y.Doc());
  own.setLocalState({ user: { account: "a-1", name: "Thư ký" } });
  const peers = [
    { user: { account: "a-2", name: "Đỗ Ngọc Ánh" } },
    { user: { account: "a-2", name: "Đỗ Ngọc Ánh" } },
    { user: { account: "a-1", name: "Thư ký" } },
    { user: { account: "a-3", name: "Bùi An", color: "url(javascript:0)" } },
    { user: { name: 5 } },
    { cursor: null },
  ].map((state) => {
    const peer = new Awareness(new Y.Doc());
    peer.setLocalState(state);
    applyAwarenessUpdate(own, encodeAwarenessUpdate(peer, [peer.clientID]), null);
    return peer;
  });
  expect(others(own, "a-1").map((one) => one.name)).toEqual(["Bùi An", "Đỗ Ngọc Ánh"]);
  expect(others(own, "a-1")[0]?.color).toBe(colorOf("a-3"));
  [own, ...peers].forEach((one) => one.destroy());
});
