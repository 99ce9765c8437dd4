/**
 * How an invocation ended that a service of the cloud asked for: a scheduler, a queue, a push subscription. What went wrong
 * is for its retries and its own logs; the function's logs have it already.
 */
export type InvocationResult = {
  /** What the cloud calls the invocation in the function's logs. @default it has no name there */
  readonly id?: string;
} & ({ readonly ok: true } | { readonly ok: false; readonly failure: string });
