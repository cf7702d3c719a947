import { expect, it } from "vitest";
import { shortcut } from "./shortcuts";

const press = (code: string, more: object = {}) =>
  shortcut({ code, ctrlKey: false, metaKey: false, altKey: false, repeat: false, target: null, ...more });

it("M, C and H are microphone, camera and hand", () => {
  expect(press("KeyM")).toBe("microphone");
  expect(press("KeyC")).toBe("camera");
  expect(press("KeyH")).toBe("hand");
});

it("copying, holding a key down and other keys do nothing", () => {
  expect(press("KeyC", { ctrlKey: true })).toBeNull();
  expect(press("KeyM", { repeat: true })).toBeNull();
  expect(press("KeyX")).toBeNull();
});
