import { idOf, PEOPLE, type Sample, type Size, samplesOf, tokenOf, WORKSPACES } from "./sample.ts";

/** Members of the first workspace who all ask for the same project of it: so many sessions, each as often as it takes. */
export function teamOf(size: Size, { sessions, followers }: { sessions: number; followers: number }): Sample[] {
  const [first, ...others] = samplesOf(size).filter((_, person) => person % WORKSPACES === 0);
  const team = first ? [first, ...others] : [];
  return Array.from({ length: followers }, (_, n) => {
    const session = (n % sessions) * WORKSPACES;
    // Safe because every workspace has members.
    const member = team[(n % sessions) % team.length] as Sample;
    return { ...member, token: tokenOf(session), projectId: idOf("project", 0) };
  });
}

/** The projects of the workspace a person is a member of. */
export function projectsOf(person: number, { projects }: Size): number[] {
  return Array.from({ length: projects }, (_, k) => (person % WORKSPACES) + WORKSPACES * k);
}

/** A task of a project, by its place there, round and round. */
export function taskOf(project: number, place: number, { tasks, projects }: Size): string {
  const allProjects = WORKSPACES * projects;
  return idOf("task", project + allProjects * (place % Math.floor(tasks / allProjects)));
}

/** A person who may write to a project: another one for every `turn`. */
export function writerOf(project: number, turn: number, size: Size): Sample {
  const person = ((project % WORKSPACES) + WORKSPACES * turn) % PEOPLE;
  // Safe because there is a sample for everybody.
  const sample = samplesOf(size)[person] as Sample;
  return { ...sample, projectId: idOf("project", project) };
}
