import { CloudError } from "./contract.ts";

/** The code of every refusal that is the simulator's own: the cloud takes what is refused. No other refusal has it. */
const code = "SimulatorLimit";

/**
 * A refusal of the simulator's own, as a check answers it.
 * @param what - What the simulator does not have, as a sentence without its full stop: "the simulator has only …".
 */
export function limitReason(what: string): string {
  return `${code}: ${sentence(what)}`;
}

/** The same for a property or an argument that nothing here knows, with what helps: it may be missing only here. */
export function unknownReason(what: string): string {
  return limitReason(`the simulator does not know what ${what}. Leave it out on simulated clouds`);
}

/** The same, for what shows only while something is created. */
export function simulatorLimit(what: string): CloudError {
  return new CloudError(
    code,
    sentence(what).replace(/^./, (letter) => letter.toUpperCase()),
    501,
  );
}

/** The same, for what a running program calls. */
export function callLimit(what: string): CloudError {
  return new CloudError(
    code,
    `${what.replace(/^./, (letter) => letter.toUpperCase())}. The cloud itself answers it.`,
    501,
  );
}

/** Why a check fails, in the words of what was thrown. */
export function reasonOf(error: CloudError): string {
  return error.code === code ? `${code}: ${error.message}` : error.message;
}

function sentence(what: string): string {
  return `${what}. A real \`pulumi up\` deploys it as it is.`;
}
