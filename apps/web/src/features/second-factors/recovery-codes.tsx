import { Alert, Button, CopyButton, Group } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload, IconLifebuoy } from "@tabler/icons-react";
import { Fragment } from "react";
import classes from "./recovery-codes.module.css";

/** Recovery codes, the only time they can be seen: to be copied or kept as a file. */
export function RecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const text = `${codes.join("\n")}\n`;
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`Recovery codes for Plinth. Each works once.\n\n${text}`)}`;
  return (
    <Alert
      icon={<IconLifebuoy size={18} />}
      title="Keep these recovery codes"
      withCloseButton
      closeButtonLabel="Close"
      onClose={onClose}
      role="status"
      mt="md"
    >
      Each lets you in once, beside your password, when you do not have your phone. They are not shown again: keep them
      where you keep your passwords.
      <ul className={classes.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{groupsOf(code)}</li>
        ))}
      </ul>
      <Group gap="xs" mt="md">
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button onClick={copy} size="xs" leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
        <Button
          component="a"
          href={file}
          download="plinth-recovery-codes.txt"
          variant="default"
          size="xs"
          leftSection={<IconDownload size={16} />}
        >
          Download
        </Button>
      </Group>
    </Alert>
  );
}

/** A code that may go on in the next line after each of its groups. */
function groupsOf(code: string) {
  return (code.match(/[^-]+-?/g) ?? []).map((group, n) => (
    <Fragment key={n}>
      {group}
      <wbr />
    </Fragment>
  ));
}
