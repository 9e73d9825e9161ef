import type { RouterOutputs as Outputs } from "@plinth/client";
import { isClosed, suffices } from "@plinth/server/inputs";
import { createContext, type PropsWithChildren, useContext, useMemo } from "react";

export type Workspace = Outputs["workspaces"]["get"];
export type Project = Outputs["projects"]["getByKey"];
export type Status = Outputs["statuses"]["list"][number];
export type Label = Outputs["labels"]["list"][number];
export type Member = Outputs["members"]["list"][number];

/** What a project's pages are about, loaded before any of them is shown. */
export interface ProjectFacts {
  workspace: Workspace;
  project: Project;
  statuses: Status[];
  labels: Label[];
  members: Member[];
  userId: string;
}

export interface ProjectScope extends ProjectFacts {
  /** Whether the person may work on tasks here: not as a viewer, and not in an archived project. */
  canEdit: boolean;
  /** Whether the person may change the project itself. */
  canManage: boolean;
  statusOf(id: string): Status | undefined;
  /** Whether work in this status is over. */
  isClosed(statusId: string): boolean;
  labelOf(id: string): Label | undefined;
  memberOf(id: string | null): Member | undefined;
}

const Scope = createContext<ProjectScope | null>(null);

export function ProjectScopeProvider({ facts, children }: PropsWithChildren<{ facts: ProjectFacts }>) {
  const { workspace, project, statuses, labels, members, userId } = facts;
  const scope = useMemo(() => {
    const statusById = new Map(statuses.map((status) => [status.id, status]));
    const labelById = new Map(labels.map((label) => [label.id, label]));
    const memberById = new Map(members.map((member) => [member.userId, member]));
    return {
      ...{ workspace, project, statuses, labels, members, userId },
      canEdit: suffices(workspace.role, "member") && !project.archivedAt,
      canManage: suffices(workspace.role, "admin"),
      statusOf: (id: string) => statusById.get(id),
      isClosed: (statusId: string) => isClosed(statusById.get(statusId)?.category ?? "todo"),
      labelOf: (id: string) => labelById.get(id),
      memberOf: (id: string | null) => (id === null ? undefined : memberById.get(id)),
    };
  }, [workspace, project, statuses, labels, members, userId]);
  return <Scope value={scope}>{children}</Scope>;
}

/** The project whose page this is part of. */
export function useProject(): ProjectScope {
  const scope = useContext(Scope);
  if (!scope) throw new Error("useProject needs a ProjectScopeProvider around it");
  return scope;
}
