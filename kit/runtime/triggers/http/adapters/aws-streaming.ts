import type { Writable } from "node:stream";
import type { ServeSettings } from "../../../../spec/index.ts";
import type { Drivers } from "../../../links.ts";
import { pump } from "../../../platform/pump.ts";
import type { LambdaContext } from "../../../platform/runs/aws.ts";
import type { HttpDefinition } from "../definition.ts";
import { limitWholeBody } from "../middleware/body-limit.ts";
import type { HttpMiddleware } from "../middleware/compose.ts";
import { start } from "../start.ts";
import { type LambdaHandler, type ResultHead, respond, toHead } from "./aws.ts";

/** Lambda's global for streaming: https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html */
declare const awslambda: {
  streamifyResponse(
    handler: (event: unknown, stream: Writable, context: LambdaContext) => Promise<void>,
  ): LambdaHandler;
  readonly HttpResponseStream: { from(stream: Writable, head: ResultHead): Writable };
};

/** Makes the handler that Lambda calls, which sends responses as they are made. */
export function serve(
  definition: HttpDefinition,
  settings: ServeSettings<"http">,
  drivers: Drivers = {},
  layers: readonly HttpMiddleware[] = [],
): LambdaHandler {
  const answer = start(definition, settings, drivers, {
    ...{ layers, limitBody: limitWholeBody, cloud: "aws", environment: process.env },
  });
  return awslambda.streamifyResponse(async (event, stream, context) => {
    const { response, settled } = await respond(answer, event, context);
    const sink = awslambda.HttpResponseStream.from(stream, toHead(response));
    // The head is sent before the first write, so a response without body needs one too.
    sink.write("");
    await pump(response.body, sink);
    await settled();
    sink.end();
  });
}
