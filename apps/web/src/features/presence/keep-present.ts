import { type Client, type RouterInputs, randomUuid } from "@plinth/client";

type Looking = RouterInputs["presence"]["here"];

// A third of the time after which the server counts somebody as gone: two words may be lost on the way.
const BEAT_MS = 20_000;

const tabId = randomUuid();

// Said twice it means the same, so the server need not know it again.
const anyNumberOfTimes = { context: { idempotencyKey: null } };

/** Says that this tab shows a task, again and again while somebody can see it. Returns how to stop. Tells nobody of what goes wrong. */
export function keepPresent(client: Client, taskId: string): () => void {
  const looking = { taskId, tabId };
  let beat: ReturnType<typeof setInterval> | undefined;
  const stop = (sayGone: (looking: Looking) => void) => {
    if (beat === undefined) return;
    clearInterval(beat);
    beat = undefined;
    sayGone(looking);
  };
  const look = () => {
    if (document.visibilityState !== "visible") return stop(sayGoneAtLast);
    clearInterval(beat);
    inTurn(() => client.presence.here.mutate(looking, anyNumberOfTimes));
    beat = setInterval(() => inTurn(() => client.presence.here.mutate(looking, anyNumberOfTimes)), BEAT_MS);
  };

  look();
  document.addEventListener("visibilitychange", look);
  return () => {
    document.removeEventListener("visibilitychange", look);
    stop(() => inTurn(() => client.presence.gone.mutate(looking, anyNumberOfTimes)));
  };
}

let before: Promise<unknown> = Promise.resolve();

/** One after the other, so that of a task which is opened and closed at once the server hears in this order. */
function inTurn(say: () => Promise<unknown>): void {
  before = before.then(say).catch(() => {});
}

/** As the page is hidden, which may be its last moment: the browser sends this even when the page is no more. */
function sayGoneAtLast(looking: Looking): void {
  navigator.sendBeacon("/rpc/presence.gone", new Blob([JSON.stringify(looking)], { type: "application/json" }));
}
