import { type Allows, rules } from "@plinth/kernel";
import { type Role, suffices } from "../members/roles.ts";
import { atLeast, inWorkspace } from "../members/rules.ts";
import { type Comment, comments } from "./table.ts";

type Deed = Allows<Comment, Role>;

const edit: Deed = (comment, { userId }) => comment.authorId === userId || "Only its author may edit a comment.";

const remove: Deed = (comment, { userId }) =>
  comment.authorId === userId || suffices(comment.role, "admin") || "Only its author or an admin may delete a comment.";

export const commentRules = rules(comments, {
  noun: "comment",
  sight: inWorkspace(comments.workspaceId),
  deeds: {
    edit: both(atLeast("member", "edit comments"), edit),
    delete: both(atLeast("member", "delete comments"), remove),
    react: atLeast("member", "react"),
  },
});

/** What takes two things; the first that is missing is named. */
function both(one: Deed, other: Deed): Deed {
  return (comment, actor) => {
    const answer = one(comment, actor);
    return answer === true ? other(comment, actor) : answer;
  };
}
