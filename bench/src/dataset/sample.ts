// What there is to ask for: known without looking, because every run fills its databases with the same rows.

/** How much there is. Ten workspaces and 1,000 people always; what varies are the projects and how deep they are. */
export interface Size {
  tasks: number;
  /** Of each workspace. */
  projects: number;
}

/** What a load needs to know of the data: a person, a project of theirs and some of its tasks. */
export interface Sample {
  token: string;
  userId: string;
  projectId: string;
  taskIds: string[];
  /** Put into the title of a new task, to know it again. */
  mark?: number;
}

export const WORKSPACES = 10;
export const PEOPLE = 1_000;
/** Two each: the n-th is of the n-th person, round and round. */
export const SESSIONS = 2_000;
/** Fixed, so that every run serves the same bytes. */
export const START = Date.UTC(2026, 0, 1);

const kinds = { user: 1, workspace: 2, project: 3, status: 4, label: 5, task: 6 } as const;

/** A UUIDv7-shaped id: tasks made later sort later. */
export function idOf(kind: keyof typeof kinds, n: number): string {
  const ms = hex(START + n, 12);
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${hex(kinds[kind], 3)}-8000-${hex(n, 12)}`;
}

/** What the cookie of a session holds. */
export const tokenOf = (session: number) => `benchmarktoken${session}`;

/** One sample per person, spread over all projects. */
export function samplesOf({ tasks, projects }: Size): Sample[] {
  const allProjects = WORKSPACES * projects;
  const each = Math.floor(tasks / allProjects);
  return Array.from({ length: PEOPLE }, (_, n) => {
    const project = (n % WORKSPACES) + WORKSPACES * (Math.floor(n / WORKSPACES) % projects);
    return {
      token: tokenOf(n),
      userId: idOf("user", n),
      projectId: idOf("project", project),
      taskIds: Array.from({ length: 10 }, (_, k) => idOf("task", project + allProjects * ((n * 13 + k * 101) % each))),
    };
  });
}

function hex(n: number, digits: number): string {
  return n.toString(16).padStart(digits, "0");
}
