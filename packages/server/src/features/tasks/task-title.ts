import { fold } from "@plinth/database";

/** A title's two columns: as written, and folded for filters. The only place that folds it. */
export function titled(title: string): { title: string; titleFolded: string } {
  return { title, titleFolded: fold(title) };
}
