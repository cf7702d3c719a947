import { expect, it } from "vitest";
import { shortcut } from "./keys";

const press = (code: string, more: object = {}) => shortcut({ code, altKey: true, ctrlKey: false, metaKey: false, shiftKey: false, repeat: false, ...more });

it("Alt and the place of a key do something, whatever letter stands on it", () => {
  expect(press("KeyN")).toEqual({ is: "listen" });
  expect(press("Digit2")).toEqual({ is: "tab", tab: "leftOut" });
  expect(press("BracketRight")).toEqual({ is: "doubt", step: 1 });
  expect(press("Enter")).toEqual({ is: "check", item: false });
  expect(press("Enter", { shiftKey: true })).toEqual({ is: "check", item: true });
  expect(press("Enter", { altKey: false })).toBeNull();
  expect(press("KeyX")).toBeNull();
});

it("letters without Alt and letters typed with AltGr belong to the text", () => {
  expect(press("KeyN", { altKey: false })).toBeNull();
  expect(press("KeyN", { ctrlKey: true })).toBeNull();
  expect(press("KeyN", { repeat: true })).toBeNull();
  expect(press("KeyJ", { repeat: true })).toBeNull();
  expect(press("Comma", { repeat: true })).toEqual({ is: "back" });
});
