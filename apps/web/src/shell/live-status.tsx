import { useLiveStatus } from "@plinth/client/react";
import { IconCloudOff, IconRefresh } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import classes from "./live-status.module.css";

const PATIENCE_MS = 3_000;

/** Says when what is shown may be old: after a moment, because most losses are over before anybody need know. */
export function LiveStatus() {
  const status = useLiveStatus();
  const isLost = useLasting(status !== "live", PATIENCE_MS);
  if (!isLost || status === "live") return null;
  const isOffline = status === "offline";
  return (
    <div className={classes.status} role="status">
      {isOffline ? <IconCloudOff size={15} /> : <IconRefresh size={15} />}
      {isOffline ? "Offline: changes will show when you are back" : "Reconnecting…"}
    </div>
  );
}

/** Whether something has been so for a while. */
function useLasting(is: boolean, ms: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!is) {
      setLasts(false);
      return;
    }
    const timer = setTimeout(() => setLasts(true), ms);
    return () => clearTimeout(timer);
  }, [is, ms]);
  return lasts;
}
