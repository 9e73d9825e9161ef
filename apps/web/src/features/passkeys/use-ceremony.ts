import { useState } from "react";
import { passkeyWords } from "./webauthn.ts";

/** Runs what makes or shows a passkey, once at a time, and keeps what to tell the person when nothing comes of it. */
export function useCeremony() {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const run = async (ceremony: () => Promise<unknown>) => {
    if (isRunning) return;
    setRefusal(null);
    setIsRunning(true);
    try {
      await ceremony();
    } catch (error) {
      setRefusal(passkeyWords(error));
    } finally {
      setIsRunning(false);
    }
  };
  return { refusal, isRunning, run };
}
