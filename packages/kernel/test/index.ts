export { type MailServer, type Received, startMailServer } from "./mail-server.ts";
