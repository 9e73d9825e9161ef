import { live, useTRPC, useTRPCClient } from "@plinth/client/react";
import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Comment, CommentPage, ReactionKind } from "./comment.ts";

type Pages = InfiniteData<CommentPage, string | null>;

function useOptions(taskId: string) {
  const trpc = useTRPC();
  return trpc.comments.list.infiniteQueryOptions(
    { taskId, limit: 100 },
    { getNextPageParam: (page) => page.nextCursor ?? undefined },
  );
}

/** A task's comments, the oldest first. */
export function useComments(taskId: string) {
  const query = useInfiniteQuery(live(useOptions(taskId)));
  return { ...query, comments: query.data?.pages.flatMap((page) => page.comments) ?? [] };
}

/** Changes the comments on the screen, and brings them up to date afterwards. */
export function useCommentDeeds(taskId: string) {
  const trpc = useTRPC();
  const server = useTRPCClient();
  const client = useQueryClient();
  const { queryKey } = useOptions(taskId);

  const show = async (change: (comments: Comment[]) => Comment[]) => {
    await client.cancelQueries({ queryKey });
    const before = client.getQueryData<Pages>(queryKey);
    client.setQueryData<Pages>(
      queryKey,
      (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, comments: change(page.comments) })) },
    );
    return { before };
  };
  const shared = {
    onError: (_: unknown, __: unknown, shown: { before: Pages | undefined } | undefined) =>
      client.setQueryData(queryKey, shown?.before),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey }),
        client.invalidateQueries({ queryKey: trpc.activity.pathKey() }),
      ]),
  };

  const create = useMutation({
    mutationFn: ({ body }: Saying) => server.comments.create.mutate({ taskId, body }),
    onError: (_, { onEnd }) => onEnd(false),
    onSuccess: (comment, { onEnd }) => {
      onEnd(true);
      client.setQueryData<Pages>(
        queryKey,
        (data) => data && { ...data, pages: data.pages.with(-1, withComment(data.pages.at(-1), comment)) },
      );
    },
    onSettled: shared.onSettled,
  });

  const edit = useMutation({
    mutationFn: ({ id, body }: { id: string; body: string }) => server.comments.edit.mutate({ id, body }),
    onMutate: ({ id, body }) =>
      show((comments) => comments.map((comment) => (comment.id === id ? { ...comment, body } : comment))),
    ...shared,
  });

  const remove = useMutation({
    mutationFn: (id: string) => server.comments.delete.mutate({ id }),
    onMutate: (id) => show((comments) => comments.filter((comment) => comment.id !== id)),
    ...shared,
  });

  const toggle = useMutation({
    mutationFn: ({ comment, kind }: Toggle) =>
      server.comments[has(comment, kind) ? "unreact" : "react"].mutate({ commentId: comment.id, kind }),
    onMutate: ({ comment, kind }) =>
      show((comments) => comments.map((other) => (other.id === comment.id ? toggled(other, kind) : other))),
    ...shared,
  });

  return { create, edit, remove, toggle };
}

interface Saying {
  body: string;
  /** Told when the server has answered: whether it has the comment. */
  onEnd: (sent: boolean) => void;
}

interface Toggle {
  /** As it was when the person clicked. */
  comment: Comment;
  kind: ReactionKind;
}

const withComment = (page: CommentPage | undefined, comment: Comment): CommentPage => ({
  nextCursor: page?.nextCursor ?? null,
  // A result that came meanwhile may have it already.
  comments: [...(page?.comments ?? []).filter(({ id }) => id !== comment.id), comment],
});

const has = ({ reactions }: Comment, kind: ReactionKind) =>
  reactions.some((reaction) => reaction.kind === kind && reaction.mine);

function toggled(comment: Comment, kind: ReactionKind): Comment {
  const mine = !has(comment, kind);
  const others = comment.reactions.filter((reaction) => reaction.kind !== kind);
  const count = (comment.reactions.find((reaction) => reaction.kind === kind)?.count ?? 0) + (mine ? 1 : -1);
  return { ...comment, reactions: count > 0 ? [...others, { kind, count, mine }] : others };
}
