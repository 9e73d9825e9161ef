import { isDeepStrictEqual } from "node:util";
import type { TcpProxy } from "../../database/test/tcp-proxy.ts";
import type { Live } from "../src/index.ts";
import { liveAt } from "./followed.ts";
import { type Answer, type Asked, codeOf, isRefusal, questionsOf } from "./product-queries.ts";
import type { Person, World } from "./product-world.ts";

/** One query of a client, and what it holds of it. */
export interface Held {
  asked: Asked;
  /** Nothing before the first answer. */
  answer: Answer | undefined;
}

/** A person's page: what it follows, over a connection that can be disturbed. */
export class OracleClient {
  readonly held: Held[];
  /** How many values and refusals came in. */
  told = 0;
  #live: Live | undefined;

  private constructor(
    readonly world: World,
    readonly person: Person,
    readonly way: TcpProxy,
    asked: Asked[],
  ) {
    this.held = asked.map((one) => ({ asked: one, answer: undefined }));
  }

  /** @param size - how many queries, out of all there are. */
  static async open(world: World, person: Person, size: number): Promise<OracleClient> {
    const all = questionsOf(world, person);
    const asked: Asked[] = all.splice(0, 1);
    while (asked.length < size && all.length > 0) asked.push(...all.splice(world.random.below(all.length), 1));
    const way = await world.wayTo(world.people.indexOf(person));
    const client = new OracleClient(world, person, way, asked);
    await client.signedIn();
    return client;
  }

  get status() {
    return this.#live?.status;
  }

  /** Follows everything anew, in the session that the person has now. */
  async signedIn(): Promise<void> {
    this.#live?.close();
    this.#live = liveAt(this.way.url, await this.world.sessionOf(this.person.name));
    for (const held of this.held) this.#follow(held);
  }

  /** Asks again what was refused. */
  again(): void {
    for (const held of this.held) if (isRefusal(held.answer)) this.#follow(held);
  }

  /** Whether it holds these answers. What was refused for a reason that may be another by now is asked again. */
  holds(fresh: Answer[]): boolean {
    for (const [at, held] of this.held.entries()) {
      const now = fresh[at];
      if (isRefusal(held.answer) && isRefusal(now) && held.answer.code !== now.code) this.#follow(held);
    }
    return isDeepStrictEqual(
      this.held.map(({ answer }) => answer),
      fresh,
    );
  }

  close(): void {
    this.#live?.close();
  }

  #follow(held: Held): void {
    held.answer = undefined;
    const tell = (answer: Answer) => {
      held.answer = answer;
      this.told += 1;
    };
    this.#live?.follow(held.asked.path, held.asked.input, {
      onValue: (value) => tell({ value }),
      onEnd: (error) => tell({ code: codeOf(error) }),
    });
  }
}
