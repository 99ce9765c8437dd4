import { CloudError, type Properties } from "../../../contract.ts";

/** An error that says more than its code and message. */
export class DetailedError extends CloudError {
  readonly details: Properties;
  constructor(code: string, message: string, details: Properties) {
    super(code, message);
    this.details = details;
  }
}

/** What is wrong with an item or a key in its table. A transaction is cancelled by it, and names it among its reasons. */
export class ItemError extends CloudError {
  constructor(message: string) {
    super("ValidationException", message);
  }
}

export function invalid(message: string): CloudError {
  return new CloudError("ValidationException", message);
}

export function notFound(message = "Requested resource not found"): CloudError {
  return new CloudError("ResourceNotFoundException", message);
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
export const conditionFailed = { code: "ConditionalCheckFailed", message: "The conditional request failed" } as const;
