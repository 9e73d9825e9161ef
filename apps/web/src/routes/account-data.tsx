import { useLive, useTRPC } from "@plinth/client/react";
import { DeletionSection } from "../features/my-data/deletion-section.tsx";
import { ExportSection } from "../features/my-data/export-section.tsx";
import { LoadFailure } from "../shell/load-failure.tsx";
import { RowSkeletons } from "../shell/row-skeletons.tsx";

/** What is known of the person, to take along and to have deleted. */
export function AccountDataPage() {
  const trpc = useTRPC();
  const { data: state, error, refetch } = useLive(trpc.myData.state.queryOptions());
  if (!state) return error ? <LoadFailure error={error} onRetry={() => void refetch()} /> : <RowSkeletons count={3} />;
  return (
    <>
      <ExportSection state={state} />
      <DeletionSection deletion={state.deletion} />
    </>
  );
}
