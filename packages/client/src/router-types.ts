import type { AppRouter } from "@plinth/server";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";

/** What procedures take: `RouterInputs["tasks"]["create"]`. */
export type RouterInputs = inferRouterInputs<AppRouter>;

/** What procedures answer, as it arrives: `RouterOutputs["tasks"]["list"]["tasks"][number]`. Moments are ISO strings. */
export type RouterOutputs = inferRouterOutputs<AppRouter>;
