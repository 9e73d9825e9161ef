import { conflict } from "@plinth/kernel";

/** Nothing changes in an archived project. @throws Failure CONFLICT */
export function assertActive(archivedAt: Date | null): void {
  if (archivedAt) throw conflict("The project is archived. Restore it first.");
}
