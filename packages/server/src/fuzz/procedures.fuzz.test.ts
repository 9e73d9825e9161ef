import { expect, test } from "vitest";
import { type Case, type CastName, cases } from "../../test/fuzz-calls.ts";
import { exchange } from "../../test/fuzz-http.ts";
import { procedureAt, procedures } from "../../test/fuzz-procedures.ts";
import { inWords, requestFor } from "../../test/fuzz-requests.ts";
import { type Finding, fuzz } from "../../test/fuzz-run.ts";
import { shareOf, toRepeat } from "../../test/fuzz-settings.ts";
import { createStage, type Stage } from "../../test/fuzz-stage.ts";
import { verdictOn } from "../../test/fuzz-verdict.ts";

const howMany = shareOf("procedures");
// With fewer, not every procedure need come up in a call that can succeed.
const TELLING = 6_000;
// Succeeds only for who holds a key, an app or a mail, waits with a program or at a provider, or was asked before; or takes somebody who is suspended,
// or a second operator.
const needsMore = [
  /^passkeys\.(finish|beginSecondFactor)/,
  /^totp\.(confirm|prove)|^recoveryCodes\.confirm/,
  /^sessions\.(askProofByMail|proveByMail)|^passwords\.reset|^signInLinks\.use|^emails\.(verify|confirm|undo)/,
  /^deviceLogins\.(find|approve|deny)|^providers\.(begin|finish)/,
  /^people\.(stopImpersonating|restore|unmakeOperator)|^myData\.(part|keepAccount)/,
];

test("whatever anyone sends to any procedure is answered, does no harm and gives nothing away", {
  timeout: 600_000,
}, async () => {
  await using stage = await createStage();

  await fuzz(stage, { file: "procedures.fuzz", cases, tryOut: (given) => tryOut(stage, given) }, howMany);

  expect(await stage.trespasses(), toRepeat("procedures.fuzz")).toEqual([]);
  const unreached = procedures.flatMap(({ path }) =>
    stage.succeeded.has(path) || needsMore.some((pattern) => pattern.test(path)) ? [] : [path],
  );
  if (howMany >= TELLING) expect(unreached, `${tableOf(stage)}\n${toRepeat("procedures.fuzz")}`).toEqual([]);
});

async function tryOut(stage: Stage, given: Case): Promise<Finding> {
  const by = given.by === "able" ? ableTo(given) : given.by;
  const { token } = stage.cast.people[by];
  const request = requestFor(given, { by, token, known: (call) => stage.fillIn(call, by, given.project) });
  try {
    const answer = await exchange(stage.port, request);
    const { faults, results } = verdictOn(request, answer, [stage.secret.marker]);
    for (const [at, result] of results.entries()) if (result) stage.note(request.paths[at] ?? "", result.data);
    if (answer.requestId) faults.push(...stage.log.take(answer.requestId));
    return faults.length > 0 ? { faults, request: inWords(request) } : undefined;
  } catch (error) {
    return { faults: [`no answer: ${error}`], request: inWords(request) };
  }
}

/** Whoever can do it: the owner, or somebody who may be gone afterwards. */
function ableTo({ calls: [first] }: Case): CastName {
  const path = first?.path ?? "";
  if (procedureAt(path)?.meta.audience === "operator") return "oscar";
  if (path === "invites.accept" || /^sessions\.(signOut|end|change)/.test(path)) return "newcomer";
  return path === "members.leave" ? "vera" : "olga";
}

/** How often each procedure succeeded. */
function tableOf({ succeeded }: Stage): string {
  return procedures.map(({ path }) => `${String(succeeded.get(path) ?? 0).padStart(6)} ${path}`).join("\n");
}
