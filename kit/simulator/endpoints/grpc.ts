import { createServer, type Http2Server } from "node:http2";
import { callLimit } from "../limits.ts";

/** "The operation is not implemented": clients do not try it again. https://grpc.io/docs/guides/status-codes/ */
const unimplemented = "12";

/** The error that a gRPC client reads: the call, and what to do. */
function refusalOf(path: string): string {
  const { code, message } = callLimit(`the simulator does not have gRPC, and so not ${path}`);
  return `${code}: ${message} To run it here, name its vendor's own emulator in the function's environment variables.`;
}

/** Answers every gRPC call at once with an error that says that gRPC is not supported. https://grpc.github.io/grpc/core/md_doc__p_r_o_t_o_c_o_l-_h_t_t_p2.html */
export function createRefuser(): Http2Server {
  return createServer().on("stream", (stream, { ":path": path = "/" }) => {
    stream.respond(
      {
        ":status": 200,
        "content-type": "application/grpc",
        "grpc-status": unimplemented,
        "grpc-message": refusalOf(path.slice(1)).replace(/[^ -~]|%/g, encodeURIComponent),
      },
      { endStream: true },
    );
  });
}
