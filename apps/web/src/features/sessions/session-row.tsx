import { Badge, Button } from "@mantine/core";
import type { RouterOutputs } from "@plinth/client";
import { IconDeviceDesktop, IconDeviceMobile, IconTerminal2 } from "@tabler/icons-react";
import { Ago } from "../../shell/ago.tsx";
import rows from "../../shell/rows.module.css";

interface Props {
  session: RouterOutputs["sessions"]["list"][number];
  onEnd: () => void;
}

/** One place where the person is signed in. */
export function SessionRow({ session, onEnd }: Props) {
  const { device, address, lastSeenAt, createdAt, current, byOperator } = session;
  const Icon = iconOf(device);
  return (
    <li className={rows.row}>
      <Icon size={22} stroke={1.5} aria-hidden />
      <div className={rows.text}>
        <div className={rows.title}>
          {device} {current && <Badge>this device</Badge>}{" "}
          {byOperator && <Badge color="red">an operator, as you</Badge>}
        </div>
        <div className={rows.detail}>
          {current ? (
            "Active now"
          ) : (
            <>
              Last seen <Ago moment={lastSeenAt} />
            </>
          )}
          {address && `, from ${address}`}
          <span className={rows.secondary}>
            , signed in <Ago moment={createdAt} />
          </span>
        </div>
      </div>
      {!current && (
        <Button variant="default" size="xs" aria-label={`End the session of ${device}`} onClick={onEnd}>
          End
        </Button>
      )}
    </li>
  );
}

function iconOf(device: string) {
  if (/command line|script/.test(device)) return IconTerminal2;
  return /Android|iOS/.test(device) ? IconDeviceMobile : IconDeviceDesktop;
}
