/** What a run goes back to. It is passed on with whatever the run sends, so that one search of the logs finds the whole chain. */
export interface Origin {
  /** The id of the request, or of the run, that began the chain. */
  readonly requestId: string;
  /** The caller's place in a trace: https://www.w3.org/TR/trace-context/#traceparent-header */
  readonly traceparent?: string;
}

/** A run that is under way. */
export interface CurrentRun extends Origin {
  /** When it must be over, in milliseconds since 1970. */
  readonly deadline: number;
}

/** Trace id, parent id and flags. Ids of nothing but zeros, and version ff, are invalid. */
const form = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The origin that a request is. @param traceparent - What the caller has sent; left out where it is invalid. */
export function toOrigin(requestId: string, traceparent: unknown): Origin {
  return typeof traceparent === "string" && form.test(traceparent) ? { requestId, traceparent } : { requestId };
}

/** The labels of an origin in log lines. */
export function labelsOf({ requestId, traceparent }: Origin): object {
  return { requestId, ...(traceparent === undefined ? {} : { traceId: form.exec(traceparent)?.[1] }) };
}
