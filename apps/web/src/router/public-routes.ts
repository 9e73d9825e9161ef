import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { queryClient, trpc } from "../api.ts";
import { loadProviders } from "../features/providers/load-providers.ts";
import { requireNobody } from "../features/sessions/guards.ts";
import { safeNext } from "../features/sessions/next-path.ts";
import { root } from "./root.ts";

const NextSearch = z.object({
  next: z
    .unknown()
    .transform((next) => safeNext(next))
    .optional(),
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: "set-up",
  validateSearch: z.object({ token: z.string().optional().catch(undefined) }),
  loader: () => queryClient.query(trpc.accounts.installation.queryOptions()),
  component: lazyRouteComponent(() => import("../routes/set-up.tsx"), "SetUpPage"),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "sign-in",
  validateSearch: NextSearch,
  beforeLoad: ({ search }) => requireNobody(search.next),
  loader: () => loadProviders(),
  component: lazyRouteComponent(() => import("../routes/sign-in.tsx"), "SignInPage"),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: "sign-up",
  validateSearch: NextSearch,
  beforeLoad: ({ search }) => requireNobody(search.next),
  loader: () => loadProviders(),
  component: lazyRouteComponent(() => import("../routes/sign-up.tsx"), "SignUpPage"),
});

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: "forgot-password",
  component: lazyRouteComponent(() => import("../routes/forgot-password.tsx"), "ForgotPasswordPage"),
});

// What links in mail lead to. What they hold stands behind the `#`.

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: "reset-password",
  component: lazyRouteComponent(() => import("../routes/reset-password.tsx"), "ResetPasswordPage"),
});

const signInLink = createRoute({
  getParentRoute: () => root,
  path: "sign-in-link",
  component: lazyRouteComponent(() => import("../routes/sign-in-link.tsx"), "SignInLinkPage"),
});

const verifyEmail = createRoute({
  getParentRoute: () => root,
  path: "verify-email",
  component: lazyRouteComponent(() => import("../routes/verify-email.tsx"), "VerifyEmailPage"),
});

const confirmAddress = createRoute({
  getParentRoute: () => root,
  path: "confirm-address",
  component: lazyRouteComponent(() => import("../routes/confirm-address.tsx"), "ConfirmAddressPage"),
});

const undoAddress = createRoute({
  getParentRoute: () => root,
  path: "undo-address",
  component: lazyRouteComponent(() => import("../routes/undo-address.tsx"), "UndoAddressPage"),
});

// What providers and invites lead to.

const authCallback = createRoute({
  getParentRoute: () => root,
  path: "auth/callback/$provider",
  loader: async ({ params: { provider } }) => {
    const known = (await loadProviders()).find(({ name }) => name === provider);
    return { label: known?.label ?? "The provider" };
  },
  component: lazyRouteComponent(() => import("../routes/auth-callback.tsx"), "AuthCallbackPage"),
});

const join = createRoute({
  getParentRoute: () => root,
  path: "join/$token",
  component: lazyRouteComponent(() => import("../routes/join.tsx"), "JoinPage"),
});

/** The pages that need no account. */
export const publicRoutes = [
  setUp,
  signIn,
  signUp,
  forgotPassword,
  resetPassword,
  signInLink,
  verifyEmail,
  confirmAddress,
  undoAddress,
  authCallback,
  join,
] as const;
