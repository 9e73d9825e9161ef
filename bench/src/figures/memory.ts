import type { Figure } from "../figure.ts";
import type { Served } from "../served.ts";

/** Memory of each server as it is now. */
export function memory(id: string, served: Served[]): Figure[] {
  return served.map(({ subject, stage, rssMb }) => ({
    id,
    engine: stage.engine,
    subject: subject.name,
    title: subject.title,
    unit: "MB",
    values: [rssMb()],
  }));
}
