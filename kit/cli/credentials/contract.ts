/** A request to one of a vendor's APIs. */
export interface ApiCall {
  /** Which of them, as the names of the vendor's hosts have it: `lambda`, `cloudscheduler`. */
  readonly service: string;
  readonly method: string;
  /** With its query. What stands for a name in it is encoded. */
  readonly path: string;
  /** @default {} */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default none */
  readonly body?: string;
  /** Whether it is asked again, for minutes, when the vendor has had too many requests. @default false */
  readonly isPatient?: boolean;
}

/** What an API answers, whole. */
export interface ApiAnswer {
  readonly status: number;
  /** By names in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Each as it was sent, for names of which capital letters count. */
  readonly sent: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** A vendor's APIs, for somebody who has proven who they are. */
export interface CloudAccess {
  /** Whom every request acts as, in the vendor's words: `arn:aws:iam::123456789012:user/ann`. */
  readonly actor: string;
  /**
   * Sends a request with what proves that, and waits for its answer as long as it takes.
   * @throws FourfoldError `ERR_CLOUD` when nothing answers, or the answer is 400 or more.
   */
  send(call: ApiCall): Promise<ApiAnswer>;
}

/** The environment that credentials, and settings of vendors' command lines, are looked for in first. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One of the places that credentials are taken from. */
export interface Source {
  /** What is there, as documents say it. */
  readonly text: string;
  /** The vendor's page. */
  readonly source: string;
}
