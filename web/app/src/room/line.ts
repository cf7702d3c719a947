// The real line and clock behind `RoomSocket`.

import type { Clock, OpenLine } from "./socket";

export function webSocketLine(meeting: string): OpenLine {
  return (events) => {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/api/meetings/${encodeURIComponent(meeting)}/socket`);
    socket.onopen = () => events.opened();
    socket.onmessage = (event) => {
      if (typeof event.data === "string") events.message(event.data);
    };
    socket.onclose = () => events.closed();
    return {
      send: (text) => socket.send(text),
      close: () => {
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close();
      },
    };
  };
}

export const browserClock: Clock = {
  now: () => performance.now(),
  after(wait, act) {
    const timer = setTimeout(act, wait);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
