/** Lets sockets be opened. What that takes is loaded with the first of them, so that who is not followed does not pay for it. */
export function onSocket(server, prepare) {
  let ready;
  const load = async () => {
    const { WebSocketServer } = await import("ws");
    const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false });
    await prepare(wss);
    return wss;
  };
  server.on("upgrade", async (request, socket, head) => {
    ready ??= load();
    const wss = await ready;
    wss.handleUpgrade(request, socket, head, (opened) => wss.emit("connection", opened, request));
  });
}
