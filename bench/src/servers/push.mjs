import { onSocket } from "./on-socket.mjs";

/** A function that sends a value to everyone with an open socket. Nobody is asked whether they may know it: the limit. */
export function pushFrom(server) {
  let sockets;
  onSocket(server, (wss) => {
    sockets = wss.clients;
  });
  return (value) => {
    if (!sockets?.size) return;
    const text = JSON.stringify(value);
    for (const socket of sockets) socket.send(text);
  };
}
