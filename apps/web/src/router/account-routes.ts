import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { loadWaysToProve } from "../features/passwords/load-ways-to-prove.ts";
import { signedIn } from "./root.ts";

const accountLayout = createRoute({
  getParentRoute: () => signedIn,
  path: "account",
  component: lazyRouteComponent(() => import("../routes/account-layout.tsx"), "AccountLayout"),
});

const account = createRoute({
  getParentRoute: () => accountLayout,
  path: "/",
  component: lazyRouteComponent(() => import("../routes/account.tsx"), "AccountPage"),
});

const accountSecurity = createRoute({
  getParentRoute: () => accountLayout,
  path: "security",
  loader: loadWaysToProve,
  component: lazyRouteComponent(() => import("../routes/account-security.tsx"), "AccountSecurityPage"),
});

const accountKeys = createRoute({
  getParentRoute: () => accountLayout,
  path: "keys",
  component: lazyRouteComponent(() => import("../routes/account-keys.tsx"), "AccountKeysPage"),
});

const accountData = createRoute({
  getParentRoute: () => accountLayout,
  path: "data",
  component: lazyRouteComponent(() => import("../routes/account-data.tsx"), "AccountDataPage"),
});

const device = createRoute({
  getParentRoute: () => signedIn,
  path: "device",
  validateSearch: z.object({ code: z.string().max(30).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import("../routes/device.tsx"), "DevicePage"),
});

const needsTwoStep = createRoute({
  getParentRoute: () => signedIn,
  path: "needs-two-step",
  validateSearch: z.object({ workspace: z.string().catch("") }),
  component: lazyRouteComponent(() => import("../routes/needs-two-step.tsx"), "NeedsTwoStepPage"),
});

/** The pages about one's own account, and about how one gets in. */
export const accountRoutes = [
  accountLayout.addChildren([account, accountSecurity, accountKeys, accountData]),
  device,
  needsTwoStep,
] as const;
