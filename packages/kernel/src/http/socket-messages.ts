import type { IncomingMessage } from "node:http";
import { parseConnectionParamsFromUnknown } from "@trpc/server/http";
import { parseTRPCMessage, type TRPCClientOutgoingMessage } from "@trpc/server/rpc";
import { t } from "../trpc.ts";

const { transformer } = t._config;

/** Whether the first message on the socket that is asked for says with which parameters. */
export function expectsParams({ url = "" }: IncomingMessage): boolean {
  const start = url.indexOf("?");
  return start !== -1 && new URLSearchParams(url.slice(start)).get("connectionParams") === "1";
}

/** The parameters of a connection; `undefined` for what tRPC would refuse. */
export function paramsIn(text: string): Record<string, string | undefined> | undefined {
  try {
    const message: unknown = JSON.parse(text);
    return isObject(message) ? (parseConnectionParamsFromUnknown(message.data) ?? {}) : undefined;
  } catch {
    return undefined;
  }
}

/** What a client says, one or several at once; `undefined` when tRPC would not understand all of it. */
export function messagesIn(text: string): TRPCClientOutgoingMessage[] | undefined {
  try {
    const said: unknown = JSON.parse(text);
    return (Array.isArray(said) ? said : [said]).map((one) => parseTRPCMessage(one, transformer));
  } catch {
    return undefined;
  }
}

/** Where tRPC puts the id of the last message that a client has. */
export function withEventId(input: unknown, lastEventId: string): unknown {
  return isObject(input) ? { ...input, lastEventId } : (input ?? { lastEventId });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
