// The real line behind `MinutesLink`.

import type { OpenSyncLine } from "./link";

export function minutesLine(meeting: string): OpenSyncLine {
  return (events) => {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/api/meetings/${encodeURIComponent(meeting)}/minutes/socket`);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => events.opened();
    socket.onmessage = (event) => {
      if (typeof event.data === "string") events.text(event.data);
      else if (event.data instanceof ArrayBuffer) events.frame(new Uint8Array(event.data));
    };
    socket.onclose = () => events.closed();
    return {
      send: (frame) => socket.send(frame as Uint8Array<ArrayBuffer>),
      close: () => {
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close();
      },
    };
  };
}
