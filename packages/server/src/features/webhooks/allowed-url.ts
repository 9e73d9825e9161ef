import { badRequest, ForbiddenUrlError, outgoingUrl } from "@plinth/kernel";

/** The URL of an endpoint, if it may be called. @throws Failure BAD_REQUEST that says why not */
export function allowedUrl(given: string): string {
  try {
    return outgoingUrl(given).href;
  } catch (error) {
    if (error instanceof ForbiddenUrlError) throw badRequest(error.message, { field: "url" });
    throw error;
  }
}
