import { isRecord, parseJson } from "../../../contract/read.ts";
import { CloudError, type Properties } from "../../../contract.ts";
import { callLimit } from "../../../limits.ts";
import type { Api, ApiAnswer, ApiCall } from "./call.ts";

/** A service that speaks AWS's JSON protocol. */
export interface JsonService {
  /** As in {@link Api}. */
  readonly service: string;
  /** The prefix of operations in `X-Amz-Target`: `AmazonSQS`. */
  readonly target: string;
  /** The namespace of its errors: `com.amazonaws.sqs`. */
  readonly namespace: string;
  /** Of the protocol. @default "1.0" */
  readonly version?: "1.0" | "1.1";
  /** @throws CloudError whose code is the name of the error. */
  run(operation: string, input: Properties, call: ApiCall): Promise<Properties>;
  /** Additional headers of an error. @default none */
  errorHeaders?(error: CloudError): Readonly<Record<string, string>>;
  /** What an error says besides its code and message. @default nothing */
  errorMembers?(error: CloudError): Properties;
}

/**
 * The action of an operation, whose input has only what the action takes.
 *
 * @param service - Its name in errors: `DynamoDB`.
 * @throws CloudError for what the simulator does not have.
 */
export function actionFor<Action extends { readonly takes: readonly string[] }>(
  service: string,
  actions: Readonly<Record<string, Action>>,
  operation: string,
  input: Properties,
): Action {
  const action = Object.hasOwn(actions, operation) ? actions[operation] : undefined;
  if (action === undefined) throw callLimit(`the simulator's ${service} does not have ${operation}`);
  const unknown = Object.keys(input).find((member) => !action.takes.includes(member));
  if (unknown === undefined) return action;
  throw callLimit(`the simulator's ${service} does not know ${unknown} of ${operation}`);
}

function inputOf({ request }: ApiCall): Properties {
  const text = Buffer.from(request.body).toString();
  const input = text === "" ? {} : parseJson(text);
  if (isRecord(input)) return input;
  throw new CloudError("SerializationException", "The request body is not a JSON object.");
}

/**
 * The API of a service whose requests and responses are JSON, with the operation's name in a header.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html, https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function jsonApi(json: JsonService): Api {
  const { service, target, namespace, version = "1.0", run } = json;
  const answer = (status: number, body: Properties, headers: ApiAnswer["headers"] = {}): ApiAnswer => ({
    status,
    headers: { "content-type": `application/x-amz-json-${version}`, ...headers },
    body: JSON.stringify(body),
  });
  return {
    service,
    async handle(call) {
      const [prefix, operation = ""] = (call.request.headers["x-amz-target"]?.[0] ?? "").split(".");
      if (prefix !== target) throw new CloudError("UnknownOperationException", "The operation is unknown.");
      return answer(200, await run(operation, inputOf(call), call));
    },
    refuse(error) {
      const { status, code, message } = error;
      const body = { __type: `${namespace}#${code}`, message, ...json.errorMembers?.(error) };
      return answer(status, body, json.errorHeaders?.(error));
    },
  };
}
