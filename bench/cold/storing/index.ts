import { linkVariable } from "../../../kit/spec/index.ts";
import type { Benchmark } from "../../benchmark.ts";
import { compareSizes } from "../compare-sizes.ts";
import { compareStarts, notAsked, simulatedFor } from "../compare-starts.ts";
import { azureAlone } from "../sending/subjects.ts";
import { asked, loaded, packagesOf } from "./subjects.ts";

/** How large the bundles are. */
export const storingSizes = compareSizes({
  title: "Size of a bundle that validates, puts an item into a table and sends a message",
  pairs: [...asked, ...loaded],
  beside: [azureAlone],
  packages: [...packagesOf.asked, ...packagesOf.loaded],
  notes: [
    "Ours may only write: what reads, pages and cursors among it, is in bundles of functions that read.",
    "On Azure, Azure's programming model takes two thirds of that tenth: it is in every bundle.",
    "Firestore's client needs the names of its classes, which make its bundle larger by a twentieth.",
  ],
  kept: true,
});

/** What a function adds to the start of its platform's process when its first request is kept and sent. */
const starts = compareStarts({
  title: "Cold start in the process: processor time of import, and of a first answer after an item is put and sent",
  ...{ pairs: asked, beside: [], packages: packagesOf.asked },
  open: () => simulatedFor({ kept: "table", orders: "queue" }),
  note: "All threads of the process, which parses and validates an order, puts it into a simulated table, sends it to a simulated queue, and answers. What the simulator does is not counted.",
});

/** The addresses of what nobody calls, as each subject reads them. */
const variables = {
  SERVICE_BUS_NAMESPACE: "shop.servicebus.windows.net",
  COSMOS_ENDPOINT: "https://shop.documents.azure.com:443/",
};

/** The same on Azure without a request. */
const imports = compareStarts({
  title: "Import on Azure: processor time until a function that validates, puts and sends is registered",
  ...{ pairs: loaded, beside: [azureAlone], packages: packagesOf.loaded },
  open: () =>
    notAsked({
      ...variables,
      [linkVariable("orders")]: `https://${variables.SERVICE_BUS_NAMESPACE}/orders`,
      [linkVariable("kept")]: JSON.stringify({
        address: `${variables.COSMOS_ENDPOINT}dbs/shop/colls/kept`,
        layout: { key: ["customer", "id"], indexes: {}, counters: [] },
      }),
    }),
  note: "All threads of a fresh process in each round, with Azure's programming model in every bundle. Nothing is put or sent, since @azure/service-bus speaks AMQP alone, which the simulator does not.",
});

/** Cold path of a function that validates, puts an item into a table and sends a message. */
export const coldStoring: readonly Benchmark[] = [storingSizes, starts, imports];
