import { type Address, addressesOf, type PublicName, publicNames } from "../checks/addresses.ts";
import { formatAddresses, formatNames } from "../checks/report.ts";
import type { Screens } from "../terminal/screens.ts";
import type { Clouds } from "./clouds.ts";
import type { Evaluation } from "./evaluate.ts";

/** A program's addresses and public names. */
export interface Places {
  readonly addresses: readonly Address[];
  readonly names: readonly PublicName[];
}

/** Finds the current addresses of what a program has deployed. */
export async function findPlaces({ simulator }: Clouds, { deployed, outputs }: Evaluation): Promise<Places> {
  const { addresses: served, endpoints } = await simulator.state();
  const addresses = addressesOf(deployed, served);
  return { addresses, names: publicNames(outputs, addresses, endpoints) };
}

/**
 * Announces a program's addresses whenever they have changed.
 * @param told - What has been announced already.
 */
export function createAnnouncer(told: Places, tell: Screens["tell"]): (places: Places) => void {
  let last = JSON.stringify(told);
  return (places) => {
    const now = JSON.stringify(places);
    if (now === last) return;
    last = now;
    const names = places.names.length === 0 ? "" : `\n\n${formatNames(places.names)}`;
    const text = `What is deployed answers here now:\n\n${formatAddresses(places.addresses)}${names}\n`;
    tell({ event: "moved", ...places }, text);
  };
}
