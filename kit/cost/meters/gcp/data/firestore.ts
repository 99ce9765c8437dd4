import type { Meter, MeteredType } from "../../contract.ts";
import { only } from "../../guards.ts";

const metered = (usage: "reads" | "writes" | "deletes" | "storage"): Meter => ({
  price: `gcp.firestore.${usage}`,
  quantity: ({ use }) => use(usage),
});

/** Documents count one by one, whatever their size; what indexes take up is in the storage. */
export const database: MeteredType = {
  type: "gcp:firestore/database:Database",
  source: "https://cloud.google.com/firestore/pricing",
  // The Enterprise edition is paid for by units, and not by documents: https://cloud.google.com/firestore/enterprise/pricing
  guards: { databaseEdition: only("STANDARD") },
  meters: [
    ...(["reads", "writes", "deletes", "storage"] as const).map(metered),
    {
      price: ({ inputs }) =>
        inputs.text("pointInTimeRecoveryEnablement") === "POINT_IN_TIME_RECOVERY_ENABLED"
          ? "gcp.firestore.pitr"
          : undefined,
      quantity: ({ use }) => use("storage"),
    },
  ],
};
