import { type Feature, ownerId, titled } from "./feature.ts";
import { values } from "./templates/sample-values.ts";
import type { Written } from "./write-feature.ts";

/** What was done and what comes next, for people. */
export function nextSteps(feature: Feature, { added, changed }: Written): string {
  const { plural } = feature;
  return [
    ...added.map((path) => `Added    ${path}`),
    ...changed.map((path) => `Changed  ${path}`),
    "",
    "Next:",
    `  npx vitest run packages/server/src/features/${plural}`,
    "  npx vitest run packages/server/src/access/access.test.ts -u   # then read what changed in matrix.txt",
    "  npx pnpm check",
    "",
    "Call it, once a server runs:",
    `  npx pnpm plinth call ${plural}.create '${exampleInput(feature)}'`,
    `  curl -G "$PLINTH_URL/rpc/${plural}.list" --data-urlencode 'input={"${ownerId(feature)}":"…"}' -H "Authorization: Bearer $PLINTH_SESSION"`,
    "",
    "Show it, in apps/web/src:",
    component(feature),
  ].join("\n");
}

/** Samples are written as JSON writes them, but for their names. */
function exampleInput(feature: Feature): string {
  return `{"${ownerId(feature)}":"…",${values(feature)
    .replaceAll(/(\w+): /g, '"$1":')
    .replaceAll(", ", ",")}}`;
}

function component(feature: Feature): string {
  const { noun, plural, fields } = feature;
  const [shown] = [...fields].sort((a, b) => Number(b.type === "text") - Number(a.type === "text"));
  const owner = ownerId(feature);
  return `
  import { useLive, useTRPC } from "@plinth/client/react";

  export function ${titled(feature)}List({ ${owner} }: { ${owner}: string }) {
    const trpc = useTRPC();
    const { data } = useLive(trpc.${plural}.list.queryOptions({ ${owner} }));
    return (
      <ul>
        {data?.items.map((${noun}) => (
          <li key={${noun}.id}>{String(${noun}.${shown?.name ?? "id"})}</li>
        ))}
      </ul>
    );
  }`;
}
