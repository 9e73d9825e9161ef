// Prints what happens in a workspace, as its webhook tells.
//
//   PLINTH_WEBHOOK_SECRET=whsec_… npx pnpm tsx examples/receive-webhooks.ts 8080
//
// The endpoint's URL is http://localhost:8080/ then, for a server that was started with PLINTH_WEBHOOK_PRIVATE=1.

import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { verifyWebhook, WebhookError } from "@plinth/client/webhooks";

const [port = "8080"] = process.argv.slice(2);
const secret = process.env.PLINTH_WEBHOOK_SECRET;
if (!secret) throw new Error("Say in PLINTH_WEBHOOK_SECRET what the deliveries are signed with.");

// A real receiver keeps them for as long as its sender may send them again.
const seen = new Set<string>();

const server = createServer(async (request, response) => {
  try {
    const event = await verifyWebhook(await text(request), request.headers, secret);
    // Answered first: what takes long would be taken for a failure.
    response.writeHead(204).end();
    if (seen.has(event.webhookId)) return;
    seen.add(event.webhookId);
    const who = event.actor?.name ?? "Plinth";
    const what = "task" in event.data && event.data.task ? ` ${event.data.task.key} ${event.data.task.title}` : "";
    console.log(`${event.timestamp}  ${who}: ${event.type}${what}`);
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    response.writeHead(400).end(error.message);
  }
});
server.listen(Number(port), () => console.log(`Waiting at http://localhost:${port}/`));
