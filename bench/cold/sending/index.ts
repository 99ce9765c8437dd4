import { linkVariable } from "../../../kit/spec/index.ts";
import type { Benchmark } from "../../benchmark.ts";
import { compareSizes } from "../compare-sizes.ts";
import { compareStarts, notAsked, simulatedFor } from "../compare-starts.ts";
import { azureAlone, loaded, packagesOf, sending } from "./subjects.ts";

const sizes = compareSizes({
  title: "Size of a bundle that validates and sends a message",
  pairs: [...sending, ...loaded],
  beside: [azureAlone],
  packages: [...packagesOf.sending, ...packagesOf.loaded],
  notes: [
    "Azure's programming model is in every bundle on Azure, and larger than a tenth of the smaller one with @azure/service-bus: with it, no bundle could be 10 times smaller. Ours sends by an identity, without a key.",
  ],
});

/** What a function adds to the start of its platform's process when its first request sends a message. */
const starts = compareStarts({
  title: "Cold start in the process: processor time of import, and of a first answer after a message is sent",
  ...{ pairs: sending, beside: [], packages: packagesOf.sending },
  open: () => simulatedFor({ orders: "queue" }),
  note: "All threads of the process, which parses and validates an order, sends it to a simulated queue, and answers. What the simulator does is not counted.",
});

const namespace = "shop.servicebus.windows.net";

/** The same on Azure without a request. */
const imports = compareStarts({
  title: "Import on Azure: processor time until a function that validates and sends is registered",
  ...{ pairs: loaded, beside: [azureAlone], packages: packagesOf.loaded },
  // The address of a queue that nobody sends to, as each subject reads it.
  open: () =>
    notAsked({
      [linkVariable("orders")]: `https://${namespace}/orders`,
      SERVICE_BUS_NAMESPACE: namespace,
      SERVICE_BUS_CONNECTION: `Endpoint=sb://${namespace}/;SharedAccessKeyName=send;SharedAccessKey=a2V5`,
    }),
  note: "All threads of a fresh process in each round, with Azure's programming model in every bundle. Nothing is sent, since @azure/service-bus speaks AMQP alone, which the simulator does not.",
});

/** Cold path of a function that validates and sends a message. */
export const coldSending: readonly Benchmark[] = [sizes, starts, imports];
