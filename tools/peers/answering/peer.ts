/** The services that scripts test. */
export type ServiceName = "SQS" | "SNS";

/** A server that answers like AWS. */
export interface Peer {
  /** With its version. */
  readonly name: string;
  readonly has: readonly ServiceName[];
  open(): Promise<OpenPeer>;
}

export interface OpenPeer {
  /** The configuration of an official client. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: {
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string;
    };
  };
  stop(): Promise<void>;
}

export const region = "eu-central-1";
