import { expect, test } from "vitest";
import { type ByteCase, byteCases, bytesOf } from "../../test/fuzz-bytes.ts";
import { type JunkCase, junkCases, packetsOf } from "../../test/fuzz-junk.ts";
import { requestFor } from "../../test/fuzz-requests.ts";
import { type Finding, fuzz } from "../../test/fuzz-run.ts";
import { shareOf, toRepeat } from "../../test/fuzz-settings.ts";
import { answersIn, PATIENT_MS, type Talk, talk } from "../../test/fuzz-socket.ts";
import { createStage, type Stage } from "../../test/fuzz-stage.ts";
import { faultsOf, readBody } from "../../test/fuzz-verdict.ts";

const QUIET_MS = 150;

test("a request with bytes that were bitten, cut or stuffed is answered and harms nothing", {
  timeout: 600_000,
}, async () => {
  await using stage = await createStage();

  await fuzz(
    stage,
    { file: "front-door.fuzz", cases: byteCases, tryOut: (given) => tryBytes(stage, given) },
    shareOf("bytes"),
  );

  expect(await stage.trespasses(), toRepeat("front-door.fuzz")).toEqual([]);
});

test("whatever comes over a connection, the server goes on, and good requests in it are answered", {
  timeout: 600_000,
}, async () => {
  await using stage = await createStage();

  await fuzz(
    stage,
    { file: "front-door.fuzz", cases: junkCases, tryOut: (given) => tryJunk(stage, given) },
    shareOf("sockets"),
  );

  expect(await stage.trespasses(), toRepeat("front-door.fuzz")).toEqual([]);
});

function tryBytes(stage: Stage, { request: given, ...edits }: ByteCase): Promise<Finding> {
  const by = given.by === "able" ? "olga" : given.by;
  const { token } = stage.cast.people[by];
  const request = requestFor(given, { by, token, known: (call) => stage.fillIn(call, by, given.project) });
  const pieces = [bytesOf(request, edits)];
  return converse(stage, { pieces, ending: "wait", quietMs: PATIENT_MS }, (answers) => answers > 0);
}

function tryJunk(stage: Stage, given: JunkCase): Promise<Finding> {
  const { ending, answers: due } = given;
  const pieces = packetsOf(given, stage.cast.people.mona.token);
  const quietMs = due === undefined ? QUIET_MS : PATIENT_MS;
  return converse(stage, { pieces, ending, quietMs }, (answers) => due === undefined || answers === due);
}

/** Talks to the server and looks at whatever it answers. */
async function converse(stage: Stage, said: Talk, enough: (answers: number) => boolean): Promise<Finding> {
  const heard = await talk(stage.port, said);
  const answers = answersIn(heard);
  const faults = (answers ?? []).flatMap((answer) => [
    ...(answer.status === 100 ? [] : faultsOf(answer, [stage.secret.marker])),
    ...(answer.status >= 400 ? readBody(answer, true).faults : []),
    ...(answer.requestId ? stage.log.take(answer.requestId) : []),
  ]);
  if (!answers) faults.push("said what is no HTTP");
  else if (!enough(answers.length)) faults.push(`gave ${answers.length} answers`);
  if (faults.length === 0) return undefined;
  return { faults, request: `${said.pieces.map(inLatin).join("\n")}\nthen ${said.ending}; it said\n${inLatin(heard)}` };
}

function inLatin(bytes: Uint8Array): string {
  return JSON.stringify(Buffer.from(bytes).toString("latin1").slice(0, 3_000));
}
