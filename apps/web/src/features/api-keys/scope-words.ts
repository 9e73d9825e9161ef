const names: Record<string, string> = {
  audit: "Audit log",
  follows: "Following",
  presence: "Who is here",
  workspaces: "Workspace",
};

/** What a feature is called beside its scopes. */
export function featureName(feature: string): string {
  return names[feature] ?? feature[0]?.toUpperCase() + feature.slice(1);
}

/** What a key may do, in one line. */
export function scopeWords(scopes: readonly string[]): string {
  if (scopes.includes("*:write")) return "May read and change everything";
  const reads = scopes.includes("*:read");
  const changed = scopes.flatMap((scope) => (scope.endsWith(":write") ? [nameOf(scope)] : []));
  const read = scopes.flatMap((scope) =>
    scope.endsWith(":read") && !scopes.includes(writing(scope)) ? [nameOf(scope)] : [],
  );
  const parts = [
    ...(reads ? ["read everything"] : read.length > 0 ? [`read ${listed(read)}`] : []),
    ...(changed.length > 0 ? [`change ${listed(changed)}`] : []),
  ];
  return `May ${parts.join(", and ")}`;
}

const nameOf = (scope: string) => featureName(scope.slice(0, scope.indexOf(":"))).toLowerCase();
const writing = (scope: string) => scope.replace(/:read$/, ":write");
const listed = (words: string[]) => words.join(", ");
