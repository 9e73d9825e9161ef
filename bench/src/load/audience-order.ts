/** Somebody with a connection of their own. */
export interface Listener {
  token: string;
  /** What is said on it, once it is open: each asks to follow something. */
  asks: string[];
  /** Asked over HTTP at each message, where they say only that something changed. */
  refetch?: string;
}

/** Who listens to a server, and where. */
export interface Gathering {
  port: number;
  /** Where the sockets are opened. */
  path: string;
  /** What the message holds that says that what was asked for is followed; left out, it is so from the opening. */
  follows?: string;
  listeners: Listener[];
}

/** Something to write, and how many are to hear of it. */
export interface News {
  request: string;
  /** The number in its title, which no other has. */
  mark: number;
  listeners: number;
}

/** News that are written one after the other. */
export interface Telling {
  news: News[];
  /** From the writing of one to that of the next, at least. */
  everyMs: number;
  /** Whether each is only written when everyone has the one before. */
  inTurn?: boolean;
  /** Where they are written. */
  port: number;
  /** Whether to ask meanwhile, again and again, how the server is. */
  probe?: boolean;
}

/** What there is to do with an audience. */
export type AudienceWork =
  | ({ kind: "gather" } & Gathering)
  /** Each of them asks for more: the n-th of these. */
  | { kind: "ask"; asks: string[][] }
  | ({ kind: "tell" } & Telling)
  | { kind: "dismiss" };

/** One audience per name. */
export type AudienceOrder = AudienceWork & { audience: string };

/** What telling news took, each from the moment its request was sent. */
export interface Told {
  seconds: number;
  deliveries: number;
  /** Until the last listener had it, by piece of news. */
  allMs: number[];
  /** Until one of them had it. */
  p50Ms: number;
  p99Ms: number;
  /** Until the write was answered. */
  answerMs: number;
  /** Of the answers to how the server is: what waits for its event loop waits as long. */
  probeP99Ms: number;
}
