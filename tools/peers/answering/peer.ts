/** The services that scripts test, and parts of DynamoDB that a peer may lack: transactions, and the expiry of items. */
export type ServiceName = "SQS" | "SNS" | "DynamoDB" | "Transactions" | "Expiry";

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
