/** A vendor's own runtime, running on this machine. */
export interface Vendor {
  readonly url: string;
  stop(): Promise<void>;
}

/** The code that a cloud runs, as it was deployed. */
export interface Deployed {
  /** The folder with the artifact's files. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts a vendor's runtime with deployed code. */
export type StartVendor = (deployed: Deployed) => Promise<Vendor>;
