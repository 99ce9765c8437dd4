/** What a run goes back to. It goes on with whatever the run sends, so that one search of the log finds all of it. */
export interface Origin {
  /** The id of the request, or of the run, that it has all begun with. */
  readonly requestId: string;
  /** The caller's place in a trace: https://www.w3.org/TR/trace-context/#traceparent-header */
  readonly traceparent?: string;
}

/** A run that is under way. */
export interface CurrentRun extends Origin {
  /** When it must be over, in milliseconds since 1970. */
  readonly deadline: number;
}

/** Trace id, parent id and flags. Ids of zeros alone, and version ff, are invalid. */
const form = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** What goes back to a request with an id. @param traceparent - What the caller says; left out where it is invalid. */
export function toOrigin(requestId: string, traceparent: unknown): Origin {
  return typeof traceparent === "string" && form.test(traceparent) ? { requestId, traceparent } : { requestId };
}

/** What log lines say of it. */
export function labelsOf({ requestId, traceparent }: Origin): object {
  return { requestId, ...(traceparent === undefined ? {} : { traceId: form.exec(traceparent)?.[1] }) };
}
