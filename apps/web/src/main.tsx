import "@fontsource-variable/hanken-grotesk/wght.css";
import "@mantine/core/styles.css";
import "@mantine/dates/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./global.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { LiveProvider, TRPCProvider } from "@plinth/client/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { client, live, onSignedOut, queryClient } from "./api.ts";
import { keepReturned } from "./features/providers/returned.ts";
import { forgetPerson } from "./features/sessions/forget-person.ts";
import { createAppRouter } from "./router/router.ts";
import { listenForShortcuts } from "./shortcuts.ts";
import { cssVariables, theme } from "./theme.ts";

keepReturned();
const router = createAppRouter();
onSignedOut(() => void forgetPerson(router, { comesBack: true }));
listenForShortcuts();

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <TRPCProvider trpcClient={client} queryClient={queryClient}>
          <LiveProvider live={live}>
            <Notifications position="bottom-right" limit={3} />
            <RouterProvider router={router} />
          </LiveProvider>
        </TRPCProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
