import { expect, test } from "vitest";
import type { LiveFeed, WrittenMessage } from "../live/live-feed.ts";
import { type Line, LiveSubscription } from "./live-subscription.ts";

/** A line whose live query opens when it is told to. */
function lineOf() {
  const sent: string[] = [];
  const free: unknown[] = [];
  let closed = 0;
  let next: WrittenMessage | undefined = { hash: "h", text: '{"hash":"h","type":"value","value":1}' };
  const feed = {
    onNews: undefined,
    take: () => {
      const message = next;
      next = undefined;
      return message;
    },
    close: () => {
      closed += 1;
    },
  };
  const opening = { resolve: () => {}, reject: (_: unknown) => {} };
  const line: Line = {
    door: {
      open: () =>
        new Promise((resolve, reject) => {
          // Safe because a subscription asks no more of a feed.
          opening.resolve = () => resolve(feed as unknown as LiveFeed);
          opening.reject = reject;
        }),
    },
    hasRoomFor: () => true,
    send: (text) => sent.push(text),
    refusal: (error) => `"error":"${error}"}`,
    forget: ({ id }) => free.push(id),
  };
  const subscription = new LiveSubscription(line, 1, undefined);
  return { sent, free, opening, subscription, closed: () => closed };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const started = '{"id":1,"result":{"type":"started"}}';
const stopped = '{"id":1,"result":{"type":"stopped"}}';

test("what is stopped while it is being opened leaves nothing open, and its id is taken until then", async () => {
  const { sent, free, opening, subscription, closed } = lineOf();
  const begun = subscription.begin({ path: "note" });
  await turn();

  subscription.stop();
  expect([sent, free]).toEqual([[started], []]);
  opening.resolve();
  await begun;

  expect([sent, free, closed()]).toEqual([[started, stopped], [1], 1]);
});

test("a refusal that comes after the end is not told", async () => {
  const { sent, free, opening, subscription } = lineOf();
  const begun = subscription.begin({ path: "note" });
  await turn();

  subscription.stop();
  opening.reject("no");
  await begun;

  expect([sent, free]).toEqual([[started, stopped], [1]]);
});

test("what has begun is closed once, however often it is stopped", async () => {
  const { sent, opening, subscription, closed } = lineOf();
  const begun = subscription.begin({ path: "note" });
  await turn();
  opening.resolve();
  await begun;

  subscription.stop();
  subscription.stop();
  subscription.drop();
  await turn();

  expect(sent).toEqual([started, expect.stringContaining('"value":1'), stopped]);
  expect(closed()).toBe(1);
});
