/** Messages of the protocol, and gRPC errors. */

import grpc from "@grpc/grpc-js";

const maxMessageBytes = 400 * 1024 * 1024;

/** The CLI's own limits: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/util/rpcutil/serve.go */
export const grpcLimits = {
  "grpc.max_receive_message_length": maxMessageBytes,
  "grpc.max_send_message_length": maxMessageBytes,
};

/**
 * `fill(message, { name: "x" })` calls `message.setName("x")`. Undefined values are skipped.
 *
 * @template Message
 * @param {Message} message
 * @param {Record<string, unknown>} values
 * @returns {Message}
 */
export function fill(message, values) {
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined) message[`set${key.slice(0, 1).toUpperCase()}${key.slice(1)}`](value);
  }
  return message;
}

/** An error with a gRPC code. */
export class CallError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** @param {Error & { code?: unknown }} error */
export function toStatus(error) {
  const code = Number.isInteger(error.code) ? error.code : grpc.status.UNKNOWN;
  return { code, details: error.message };
}
