import { CloudError } from "./contract.ts";

/** The code of every error about a limit of the simulator: the cloud would accept what is refused. No other error has it. */
const code = "SimulatorLimit";

/**
 * A limit of the simulator, as the reason of a failed check.
 * @param what - The limit as a sentence without its full stop: "the simulator has only …".
 */
export function limitReason(what: string): string {
  return `${code}: ${sentence(what)}`;
}

/** The same for a property or an argument that is unknown here, with advice: it may be missing only here. */
export function unknownReason(what: string): string {
  return limitReason(`the simulator does not know what ${what}. Leave it out on simulated clouds`);
}

/** The same, for limits that show only while something is created. */
export function simulatorLimit(what: string): CloudError {
  return new CloudError(
    code,
    sentence(what).replace(/^./, (letter) => letter.toUpperCase()),
    501,
  );
}

/** The same, for calls of a running program. */
export function callLimit(what: string): CloudError {
  return new CloudError(
    code,
    `${what.replace(/^./, (letter) => letter.toUpperCase())}. The cloud itself answers it.`,
    501,
  );
}

/** The reason of a failed check, from the error that was thrown. */
export function reasonOf(error: CloudError): string {
  return error.code === code ? `${code}: ${error.message}` : error.message;
}

function sentence(what: string): string {
  return `${what}. A real \`pulumi up\` deploys it as it is.`;
}
