import { expect, test } from "vitest";
import { compileAfterRename } from "../../test/renamed-column.ts";

// What every screen does: read a column through the React bindings.
const SCREEN = `
import { useTRPC } from "@plinth/client/react";
import { useQuery } from "@tanstack/react-query";

export function Slugs() {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.workspaces.list.queryOptions());
  return <>{data?.map((workspace) => <li key={workspace.id}>{workspace.slug.toUpperCase()}</li>)}</>;
}
`;

test("renaming a column breaks the compile of the web app, where the column is used", {
  timeout: 180_000,
}, async () => {
  const complaints = await compileAfterRename("slug", "handle", SCREEN);

  const lost = complaints.filter(({ message }) => message.startsWith("TS2339: Property 'slug' does not exist"));
  const files = lost.map(({ file }) => file);
  expect(files).toContain("screen/screen.tsx");
  expect(files).toContainEqual(expect.stringMatching(/^apps\/web\/src\//));
  expect(complaints.filter(({ file }) => file.startsWith("packages/server/"))).toEqual([]);
});
