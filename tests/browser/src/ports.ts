// Free ports of this machine.

import { createSocket } from "node:dgram";
import { createServer } from "node:net";

/** A TCP port nobody listens on now. */
export function freeTcp(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") return failed(new Error("no port"));
      server.close(() => found(address.port));
    });
  });
}

/** A UDP port nobody listens on now. */
export function freeUdp(): Promise<number> {
  return new Promise((found, failed) => {
    const socket = createSocket("udp4");
    socket.once("error", failed);
    socket.bind(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => found(port));
    });
  });
}
