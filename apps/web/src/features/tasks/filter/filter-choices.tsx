import type { Choice } from "../picker/choice-picker.tsx";
import { assigneeChoices, labelChoices, nobodyValue, priorityChoices, statusChoices } from "../picker/task-choices.tsx";
import type { ProjectScope } from "../project-scope.tsx";
import { type ListFilter, me, nobody } from "../task-search.ts";

export const filterWords: Record<ListFilter, string> = {
  status: "Status",
  priority: "Priority",
  assignee: "Assignee",
  label: "Label",
};

/** What a filter can be set to. People find themselves as "me", so that the address means the same for whoever opens it. */
export function filterChoices(filter: ListFilter, scope: ProjectScope, values: string[]): Choice[] {
  return choicesOf(filter, scope).map((choice) => ({ ...choice, checked: values.includes(choice.value) }));
}

function choicesOf(filter: ListFilter, scope: ProjectScope): Choice[] {
  switch (filter) {
    case "status":
      return statusChoices(scope, []);
    case "priority":
      return priorityChoices([]);
    case "label":
      return labelChoices(scope, []);
    case "assignee":
      return assigneeChoices(scope, []).map((choice) => {
        if (choice.value === nobodyValue) return { ...choice, value: nobody };
        return choice.value === scope.userId ? { ...choice, value: me, text: "Me", hint: "" } : choice;
      });
  }
}
