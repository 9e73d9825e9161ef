import type { RouterOutputs } from "@plinth/client";
import { useMutation } from "@tanstack/react-query";
import { client } from "../../api.ts";

type DataExport = NonNullable<RouterOutputs["myData"]["state"]["export"]>;

/** Fetches an export piece by piece and hands it to the browser as one file. */
export function useDownload() {
  return useMutation({
    mutationFn: async ({ id: exportId, parts, requestedAt }: DataExport) => {
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      for (let part = 1; part <= parts; part += 1) {
        const { content } = await client.myData.part.query({ exportId, part });
        pieces.push(Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0)));
      }
      const url = URL.createObjectURL(new Blob(pieces, { type: "application/zip" }));
      const download = `plinth-${requestedAt.slice(0, 10)}.zip`;
      Object.assign(document.createElement("a"), { href: url, download }).click();
      URL.revokeObjectURL(url);
    },
  });
}
