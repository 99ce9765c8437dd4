/** A request to one of a vendor's APIs. */
export interface ApiCall {
  /** The API, as in the vendor's host names: `lambda`, `cloudscheduler`. */
  readonly service: string;
  readonly method: string;
  /** With its query. Names in it are percent-encoded. */
  readonly path: string;
  /** @default {} */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default none */
  readonly body?: string;
  /** Whether the call is retried, for minutes, when the vendor has had too many requests. @default false */
  readonly isPatient?: boolean;
}

/** A complete response of an API. */
export interface ApiAnswer {
  readonly status: number;
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Each as it was sent, for names whose case matters. */
  readonly sent: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Authenticated access to a vendor's APIs. */
export interface CloudAccess {
  /** The identity that every request acts as, in the vendor's terms: `arn:aws:iam::123456789012:user/ann`. */
  readonly actor: string;
  /**
   * Sends an authenticated request, and waits for its response as long as it takes.
   * @throws FourfoldError `ERR_CLOUD` when nothing answers, or the status is 400 or higher.
   */
  send(call: ApiCall): Promise<ApiAnswer>;
}

/** The environment variables, which are searched first for credentials and settings of the vendors' command lines. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One of the sources of credentials. */
export interface Source {
  /** Its description in documents. */
  readonly text: string;
  /** The vendor's page. */
  readonly source: string;
}
