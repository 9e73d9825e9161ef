import type { AudienceOrder, Gathering, Told } from "./audience-order.ts";
import { Follower } from "./follower.ts";
import { obey } from "./ordered-process.ts";
import { tell } from "./tell.ts";

// Holds the connections of all who follow something. A process of its own, on a core of its own.

const HANDSHAKES_AT_ONCE = 20;
const ASKING_AT_ONCE = 10;
const audiences = new Map<string, Follower[]>();

obey(async (order: AudienceOrder): Promise<Told | null> => {
  const followers = audiences.get(order.audience) ?? [];
  if (order.kind === "gather") audiences.set(order.audience, await gather(order));
  if (order.kind === "ask") await atOnce(ASKING_AT_ONCE, followers, (each, n) => each.ask(order.asks[n] ?? []));
  if (order.kind === "tell") return await tell(followers, order);
  if (order.kind === "dismiss") {
    for (const follower of followers) follower.close();
    audiences.delete(order.audience);
  }
  return null;
});

async function gather({ listeners, ...where }: Gathering): Promise<Follower[]> {
  const followers: Follower[] = [];
  await atOnce(HANDSHAKES_AT_ONCE, listeners, async (listener, n) => {
    const follower = new Follower(where, listener);
    followers[n] = follower;
    await follower.opened();
    await follower.ask(listener.asks);
  });
  return followers;
}

async function atOnce<T>(most: number, all: T[], work: (one: T, n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const workers = Array.from({ length: most }, async () => {
    for (let n = next++; n < all.length; n = next++) await work(all[n] as T, n);
  });
  await Promise.all(workers);
}
