import type { MeteredType, Reading } from "../../contract.ts";

/** Steps are charged by the thousand. */
const byThousands = (steps: number): number => Math.ceil(steps / 1_000) * 1_000;

const internalSteps = ({ use }: Reading): number => use("requests") * Math.max(0, use("steps") - use("externalSteps"));

export const workflow: MeteredType = {
  type: "gcp:workflows/workflow:Workflow",
  source: "https://cloud.google.com/workflows/pricing",
  meters: [
    { price: "gcp.workflows.internal", quantity: (reading) => byThousands(internalSteps(reading)) },
    { price: "gcp.workflows.external", quantity: ({ use }) => byThousands(use("requests") * use("externalSteps")) },
  ],
};
