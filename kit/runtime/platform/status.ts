/** What a status means that is not a success. */
export type StatusMeaning = "TooLarge" | "Invalid" | "Throttled" | "Denied" | "NotFound" | "Unavailable";

/** The meaning of a status, where the cloud gives no error code. 499 is Google's, for cancelled calls. */
export function meaningOf(status: number): StatusMeaning {
  if (status === 401 || status === 403) return "Denied";
  if (status === 404 || status === 410) return "NotFound";
  if (status === 413) return "TooLarge";
  if (status === 429) return "Throttled";
  return status >= 499 || status === 408 || status === 409 ? "Unavailable" : "Invalid";
}

/** The start of a response that is not a success, as errors show it: a proxy may answer with a whole page. */
export const shown = (text: string): string => text.slice(0, 500);
