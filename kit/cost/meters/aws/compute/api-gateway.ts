import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { Meter, MeteredType, Reading } from "../../contract.ts";
import { off } from "../../guards.ts";
import { onlyWhere } from "../../only-where.ts";
import { pieces } from "../../units.ts";
import { responses } from "../network/egress.ts";
import { sampledTraces } from "../operations/traces.ts";
import { gigabytes } from "../units.ts";

const source = "https://aws.amazon.com/api-gateway/pricing/";

const isWebSocket = ({ inputs }: Reading): boolean => inputs.text("protocolType") === "WEBSOCKET";

const ofHttp = (meter: Meter): Meter => onlyWhere((reading) => !isWebSocket(reading), meter);
const ofWebSocket = (meter: Meter): Meter => onlyWhere(isWebSocket, meter);

/** Requests count 512 KB each, and messages 32 KB: https://aws.amazon.com/api-gateway/pricing/ */
export const httpOrWebSocketApi: MeteredType = {
  type: "aws:apigatewayv2/api:Api",
  source,
  meters: [
    ofHttp({
      price: "aws.apigateway.http",
      quantity: ({ use }) => use("requests") * pieces(use("requestSize"), 512),
    }),
    ofHttp(responses),
    ofWebSocket({
      price: "aws.apigateway.websocket.messages",
      quantity: ({ use }) => use("messages") * pieces(use("messageSize"), 32),
    }),
    ofWebSocket({
      price: "aws.apigateway.websocket.minutes",
      quantity: ({ use }) => use("connections") * hoursPerMonth * 60,
    }),
    ofWebSocket({
      price: "aws.egress",
      quantity: ({ use }) => gigabytes(use("messages") * use("messageSize")),
    }),
  ],
};

/** What private APIs send does not leave AWS. */
const isPublic = ({ inputs }: Reading): boolean => inputs.text("endpointConfiguration.types", "EDGE") !== "PRIVATE";

export const restApi: MeteredType = {
  type: "aws:apigateway/restApi:RestApi",
  source,
  meters: [{ price: "aws.apigateway.rest", quantity: ({ use }) => use("requests") }, onlyWhere(isPublic, responses)],
};

/** A stage of a REST API, whose cache would be paid for by its size and the hour. */
export const restStage: MeteredType = {
  type: "aws:apigateway/stage:Stage",
  source,
  guards: { cacheClusterEnabled: off },
  meters: [sampledTraces(({ inputs }) => inputs.flag("xrayTracingEnabled"))],
};
