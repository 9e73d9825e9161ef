import { hash, verify } from "@node-rs/argon2";
import { Failure } from "@plinth/kernel";

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// Costs as much to check as a real hash, and no password is known to fit: its salt and digest are all zeros.
const { memoryCost, timeCost, parallelism } = PARAMETERS;
const NOBODYS_HASH = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${"A".repeat(22)}$${"A".repeat(43)}`;

// Hashes run in libuv's four threads, which files and name look-ups share.
const AT_ONCE = 2;
const WAITING_AT_MOST = 100;

let running = 0;
const waiting: (() => void)[] = [];

/** An argon2id hash of a password, computed off the event loop. @throws Failure TOO_MANY_REQUESTS when too many wait. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, PARAMETERS));
}

/** Whether the password fits. Without a hash the answer is `false` after the same work, so that nobody learns who has an account. */
export async function verifyPassword(known: string | undefined, password: string): Promise<boolean> {
  const fits = await inTurn(() => verify(known ?? NOBODYS_HASH, password));
  return known !== undefined && fits;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < AT_ONCE) running += 1;
  else if (waiting.length < WAITING_AT_MOST) await new Promise<void>((resolve) => waiting.push(resolve));
  else throw new Failure("TOO_MANY_REQUESTS", "Too many sign-ins at once. Try again in a moment.");
  try {
    return await work();
  } finally {
    // Whoever waits longest takes over this turn, so that nobody slips in between.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
