/** The services that scripts are about. */
export type ServiceName = "SQS" | "SNS";

/** Somebody who answers like AWS. */
export interface Peer {
  /** With its version. */
  readonly name: string;
  readonly has: readonly ServiceName[];
  open(): Promise<OpenPeer>;
}

export interface OpenPeer {
  /** What an official client must know. */
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
