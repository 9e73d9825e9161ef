/** One way in which the world can treat a server badly, and what this one does then. */
export interface Fault {
  number: number;
  fault: string;
  answer: string;
  /** The coming feature that brings the tests with it, where nothing of what the fault is about exists yet. */
  comesWith?: string;
}

const parts: Record<string, [number, string, string, string?][]> = {
  "The front door": [
    [1, "Headers that arrive a byte at a time", "408 after 10 s, connection closed; a silent one too"],
    [2, "A body that arrives a byte at a time", "408 after 30 s; no procedure starts, nobody is asked who it is"],
    [3, "A flood of connections", "Refused above 10,000, or 1,000 from one address; those within go on being answered"],
    [4, "A body above the limit", "413 by its announced length, before any of it is read"],
    [5, "A chunked body above the limit", "413 at the first byte too many; no more is taken in"],
    [6, "A length that is no length, or a lie", "400, or 408 when the rest never comes; connection closed"],
    [7, "Headers above 16 KiB, or more than 100 of them", "431, connection closed"],
    [8, "One request that two readers would take for two", "400, connection closed; what follows is never run"],
    [9, "No `Host`, two, or one that is not ours", "400; forwarded and absolute hosts do not stand in for it"],
    [10, "Broken percent-encoding in a path or a query", "400 or 404, never 500"],
    [11, "Broken JSON, invalid UTF-8, NUL, lone surrogates", "400; nothing is replaced silently, on either engine"],
    [12, "JSON too deep or too wide, numbers beyond all numbers", "400 by counting, before anything recurses into it"],
    [13, "A compressed body, or a bomb", "415; nothing is ever unpacked"],
    [14, "Compression that tells secrets by their length", "Answers of procedures are never compressed"],
    [
      15,
      "Other methods, and headers that override the method",
      "405 with `Allow` on every route; overrides are ignored",
    ],
    [16, "A content type that only looks like JSON", "415 for all but `application/json`, with UTF-8 if any charset"],
    [17, "Another origin that wants to read answers", "No `Access-Control-*` header, ever; preflights get 405"],
    [18, "Another site's form, script or beacon", "403 or 415; no mutation runs, whatever it sends"],
    [19, "Another site that signs a visitor in", "403 without a cookie too; over https the cookie is `__Host-`"],
    [20, "A GET that changes something", "Queries cannot write; a mutation by GET is 405"],
    [21, "Streams without number", "429 above a cap per person and address"],
    [22, "A stream whose reader takes nothing", "It is paused, let go after 60 s, and cleans up"],
    [23, "A stream whose reader vanished without a word", "Found by a ping that is not answered"],
    [
      24,
      "A client that hangs up half way",
      "A call that has begun is done completely, a broken-off one not at all; nothing is left",
    ],
    [
      25,
      "Pipelining, `Expect`, `Upgrade`, absolute addresses",
      "Answered in order, 100 or 417, as ordinary, by path alone",
    ],
    [26, "Forged `X-Forwarded-*`", "Ignored, but for entries that the configured proxies wrote"],
    [27, "A cache that keeps private answers", "`no-store` on every answer but the static app's"],
    [28, "An answer without security headers", "All have them: errors, raw refusals and files too"],
    [29, "An exception in any callback", "Logged under the request's id, a safe 500; the process goes on"],
  ],
  "Calls of procedures": [
    [30, "A batch of thousands of calls", "400 above 20, before anybody is asked who calls"],
    [31, "A batch with indices that no call has", "Refused or ignored; each call ends by itself"],
    [32, "Many calls hidden in one request", "Rate limits count calls, and costly ones more"],
    [33, "Stack traces in answers", "None, whatever the environment says"],
    [34, "SQL, names or parameters of a database error in answers", "A plain refusal with a code"],
    [35, "Secrets echoed by validation errors", "Where and what is wrong, never the value; bounded in size"],
    [36, "Keys that reach for prototypes", "400, also when escaped"],
    [37, "Small inputs that unfold into large values", "There is no transformer: plain JSON alone"],
    [38, "Procedure names that are something else to JavaScript", "404; what can be called is listed and compared"],
    [39, "A forged position in a stream", "Read as a hint at most; rights are asked again"],
    [40, "An event id that breaks out of its stream", "Ids are ours alone"],
    [41, "A subscription that outlives its rights", "It ends with the session, role or key"],
    [42, "Unknown keys, or an input where none is taken", "400: every input schema is strict"],
    [43, "Columns that were never meant to leave", "Outputs are declared; what is not declared is dropped"],
    [44, "A procedure that makes its answer cacheable", "It has no way to"],
    [45, "Tokens in addresses", "Not read there, and not logged"],
    [46, "An error formatter or an error handler that throws", "Still a safe 500"],
    [47, "A client older or newer than the server", "A refusal that says so"],
  ],
  "Who somebody is": [
    [
      48,
      "An answer that tells whether an address has an account",
      "The same to the byte, for all that takes an address",
    ],
    [49, "An answer that tells it by how long it takes", "The same work; mail by a job: medians within 5 %"],
    [
      50,
      "Guessing passwords on and on",
      "Five at once, then twice as long each time; the victim signs in where they did before",
    ],
    [
      51,
      "Guessing in parallel, from a whole network, at an address written in other ways",
      "One counter, counted before",
    ],
    [
      52,
      "A flood of sign-ins, or a password of a megabyte",
      "Two are hashed at a time and a hundred wait; 200 characters at most",
    ],
    [
      53,
      "Passwords that are cut, folded or tried first",
      "Verified as typed; a list, one's own name, stolen ones if asked",
    ],
    [
      54,
      "A session fixed before sign-in",
      "A new one at sign-in, at the second step and with every proof; the old is nobody's",
    ],
    [55, "A session taken from a copy of the database", "It has hashes; ending and renewing go by the token itself"],
    [56, "A session that never ends, or a clock that jumps", "30 days unused, 90 in all, however often it is renewed"],
    [
      57,
      "A password or a factor that is changed or removed",
      "Other sessions end at once, and no browser is trusted any more",
    ],
    [
      58,
      "Somebody who is suspended, or whose account is gone",
      "Within a second, on every server, nothing of theirs works: sessions, live queries, invites, mail, webhooks, exports",
    ],
    [
      59,
      "Cookies that others can read, set or double",
      "`__Host-`, `HttpOnly`, `SameSite=Lax`; one that comes twice is none",
    ],
    [
      60,
      "A reset's link used twice, at once, late, or after a newer one",
      "One of fifty; hashed, 30 minutes, all others void",
    ],
    [
      61,
      "A way of signing in that skips the second factor",
      "None: all end where it is asked for; a reset signs nobody in",
    ],
    [62, "A program that opens the links of a mail", "Opening does nothing; a button sends what is behind the `#`"],
    [
      63,
      "An address taken over by changing it",
      "A proof, both confirm, 72 hours to take it back; fifty claims, one winner",
    ],
    [
      64,
      "An account made in wait for an address's owner",
      "Their first proof ends its sessions and removes all ways in; accounts elsewhere are never linked by address",
    ],
    [
      65,
      "A state, a code or a token of another browser, person, provider or sign-in, or one that is forged or comes twice",
      "Refused: bound to all of them, counts once, signatures checked",
    ],
    [
      66,
      "An address that a provider has not confirmed, or has given to somebody else",
      "People are issuer and subject; such an address makes no account and opens none",
    ],
    [67, "A way back that leads to another site", "Paths of this app only, in fifty spellings"],
    [68, "A code used twice, fifty times at once, or guessed", "One success; five tries, however many tickets"],
    [
      69,
      "Two factors set up at once; the secret in a copy of the database",
      "The later one, once it is confirmed; sealed",
    ],
    [70, "A recovery code used twice, or after new ones were made", "One success; the old ones are void"],
    [
      71,
      "A passkey's answer that is old, forged, somebody else's, or for another question",
      "Refused: bound to the person, the browser and what it is for, counts once; a counter that falls is told of",
    ],
    [72, "Something sensitive done in a session that was left open", "A proof that is not ten minutes old"],
    [73, "A side door to a session or a credential", "Listed, all of them: behind the second factor or a proof"],
    [74, "The last factor, owner or operator who goes", "409, also when two go at the same time"],
  ],
  "What somebody may": [
    [75, "Columns that a caller has no business to set", "400; every column of every table was sent to every mutation"],
    [76, "Ids of what is somebody else's", "The same 404 as for what does not exist"],
    [77, "A filter or a sort by a field that is not declared", "400"],
    [
      78,
      "An include that leads through what the caller does not see",
      "Every hop goes through the rules of its target",
    ],
    [
      79,
      "Lists, counts, searches and clashes that tell of hidden rows",
      "What is not seen is not there; nothing is learnt",
    ],
    [80, "A live query that goes on giving what may not be seen any more", "Asked with the rights of now, each time"],
    [81, "A procedure in the hands of the wrong kind of caller", "403; every procedure was tried by everybody"],
    [
      82,
      "A key that does more than it says, or more than its owner may now",
      "Scopes, one workspace, and the owner's rights",
    ],
    [
      83,
      "An operator signed in as somebody",
      "An hour at most, in plain sight, recorded as both; nothing of how the person signs in can be changed",
    ],
    [
      84,
      "What leads from one workspace into another",
      "Nothing does; two with the same content were crossed in every way",
    ],
    [
      85,
      "An invite or a device's code used by somebody else",
      "Bound to the address, or to whoever approved; counts once",
    ],
    [
      86,
      "Credentials that are malformed, or a database that cannot be asked",
      "401, 503; never taken for nobody, or for more",
    ],
    [
      87,
      "Fifty who set up at once; a database that was emptied or cut off",
      "One operator, by a link the server printed; such a file is refused at the start",
    ],
  ],
  "The database": [
    [
      114,
      "A server, a connection or a database that breaks between the commit and the answer",
      "Sent again under its key, a call happens once and is answered as the first time",
    ],
  ],
  "Work that happens later": [
    [129, "A process killed in the middle of a job", "Begun again elsewhere within 25 s"],
    [130, "A crash between what a job does and its end", "One transaction: both or neither"],
    [131, "A process that stalls and goes on after its job was taken over", "Keeps nothing"],
    [
      132,
      "A job that always fails, never ends, or takes its process along",
      "Counted before it starts; dead in the end",
    ],
    [133, "A job wanted by what is undone", "There is none"],
    [134, "Thousands that fail together", "Come back one by one: doubled waits, a random part left out"],
    [135, "A clock that is an hour ahead or behind", "The database's clock decides"],
    [136, "Ticks doubled, missed, or at a change of the clock", "One job a tick, whatever is killed"],
    [137, "The end of a process that runs jobs", "What runs may end; the rest is given back, uncounted"],
    [138, "A hundred who want the same job at once", "One row"],
    [139, "A job or a payload of another version", "Parked until a process comes that knows it"],
    [140, "A backlog that only grows", "Depths are shown; a queue with a cap refuses more; what has ended is removed"],
    [141, "A payload that is too long", "Refused where it is enqueued"],
  ],
  "Calls of other people's servers": [
    [
      142,
      "A URL of this machine or its network, in any way to write it",
      "Refused when it is given, in words; a hundred of them",
    ],
    [143, "A name that leads to another address a moment later", "One look-up; connected to what was checked"],
    [
      144,
      "Redirects, users in URLs, line breaks, other schemes, one private address among public ones",
      "Never followed, never sent",
    ],
    [
      145,
      "An answer without end, byte by byte, packed, with endless headers",
      "64 kB and 15 s at most; nothing is unpacked",
    ],
    [146, "A signature over something else, or with a secret that was replaced", "As the reference library, both ways"],
    [147, "A delivery that somebody sends again", "One id over all attempts; receivers refuse what is 5 minutes old"],
    [
      148,
      "An endpoint that is down, asks to wait for long, or is gone",
      "Tried for 75 hours at random moments, one at a time; 410 or 72 hours of failures disable it, with a mail",
    ],
    [
      149,
      "A process killed between a change and its delivery, or in the middle of one",
      "Sent, again under the same id",
    ],
    [150, "A slow endpoint", "Four deliveries at once are on their way to it; others do not notice"],
    [151, "Deliveries in another order than things happened", "Not promised; ids of events sort"],
    [
      152,
      "A secret in lists, logs, events or a copy of the database; an admin who is one no more",
      "Shown once, kept sealed; nothing goes to what nobody stands behind",
    ],
  ],
  "Logs and load": [
    [
      172,
      "Line breaks, escape sequences or megabytes in what is logged",
      "One line of JSON each, controls escaped, long text cut",
    ],
    [173, "Secrets in logs and errors", "Never written: neither credentials nor inputs"],
    [174, "A log whose reader is gone or whose disk is full", "Lines are lost; the server goes on"],
    [
      186,
      "An audit log with gaps, or one that was changed",
      "Every mutation records; triggers refuse changes, and chains of hashes show them",
    ],
    [189, "A request that keeps the process busy", "Bounded by size and count; costs milliseconds"],
    [191, "Addresses that only look alike", "Folded, then checked: one column of plain letters"],
    [192, "An address, a subject or an id that adds headers, receivers or commands to a mail", "Refused, unsent"],
  ],
};

/** The faults, part by part, in the order of their numbers. */
export const faults: Record<string, Fault[]> = Object.fromEntries(
  Object.entries(parts).map(([part, rows]) => [
    part,
    rows.map(([number, fault, answer, comesWith]) => ({ number, fault, answer, ...(comesWith && { comesWith }) })),
  ]),
);
