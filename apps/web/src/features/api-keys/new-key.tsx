import { Group, Select, Stack, TextInput } from "@mantine/core";
import type { RouterInputs } from "@plinth/client";
import { useLive, useTRPC } from "@plinth/client/react";
import { apiKeyInputs } from "@plinth/server/inputs";
import { IconKey } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient } from "../../api.ts";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import { ShownOnce } from "../../shell/shown-once.tsx";
import { ScopeChoice } from "./scope-choice.tsx";

type Scopes = RouterInputs["apiKeys"]["create"]["scopes"];

const ALL = "all";
const lives = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "a year" },
];

/** Makes a key and shows it. */
export function NewKey() {
  const trpc = useTRPC();
  const create = useMutation({ ...trpc.apiKeys.create.mutationOptions(), meta: { explains: () => true } });
  const { data: workspaces = [] } = useLive(trpc.workspaces.list.queryOptions());
  const [scopes, setScopes] = useState<string[]>(["*:read"]);
  const [workspaceId, setWorkspaceId] = useState(ALL);
  const [days, setDays] = useState("90");
  const [chooseSome, setChooseSome] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const { form, field, refusal, sending, onSubmit } = useServerForm({
    schema: apiKeyInputs.NewKey.pick({ name: true }),
    initial: { name: "" },
    async send({ name }) {
      setChooseSome(scopes.length === 0);
      if (scopes.length === 0) return;
      const made = await create.mutateAsync({
        name,
        // Safe because the server named them.
        scopes: scopes as Scopes,
        ...(workspaceId !== ALL && { workspaceId }),
        expiresInDays: Number(days),
      });
      setToken(made.token);
      form.reset();
      await queryClient.invalidateQueries(trpc.apiKeys.list.queryFilter());
    },
  });
  return (
    <Stack>
      {token && (
        <ShownOnce
          icon={<IconKey size={18} />}
          title="Give this key to the program"
          label="Key"
          value={token}
          onClose={() => setToken(null)}
        >
          Whoever has it acts as you, as far as it may.
        </ShownOnce>
      )}
      <form onSubmit={onSubmit} noValidate>
        <Stack maw={640}>
          <Refusal>{refusal}</Refusal>
          <TextInput {...field("name")} label="Name" placeholder="Nightly import" autoComplete="off" />
          <Group grow align="flex-start">
            <Select
              label="Where"
              data={[
                { value: ALL, label: "All your workspaces" },
                ...workspaces.map(({ id, name }) => ({ value: id, label: `Only ${name}` })),
              ]}
              value={workspaceId}
              allowDeselect={false}
              onChange={(chosen) => setWorkspaceId(chosen ?? ALL)}
            />
            <Select
              label="Ends in"
              data={lives}
              value={days}
              allowDeselect={false}
              onChange={(chosen) => setDays(chosen ?? "90")}
            />
          </Group>
          <ScopeChoice
            value={scopes}
            onChange={setScopes}
            error={chooseSome && scopes.length === 0 ? "Choose at least one" : null}
          />
          <div>
            <SubmitButton sending={sending}>Make key</SubmitButton>
          </div>
        </Stack>
      </form>
    </Stack>
  );
}
