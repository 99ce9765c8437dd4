import { FieldValue, Firestore } from "@google-cloud/firestore";
import type { Driver } from "../../../kit/runtime/links.ts";
import { addressOf } from "../../drivers/address.ts";
import type { Key, Table } from "../../drivers/operations/table.ts";

/** Over REST: https://googleapis.dev/nodejs/firestore/latest/Firestore.html#Settings */
export const open: Driver = (_link, environment): Table => {
  const [, projectId = "", , databaseId = "", , collection = ""] = addressOf(environment).split("/");
  const { host } = new URL(String(environment.CLOUDSDK_API_ENDPOINT_OVERRIDES_FIRESTORE));
  const firestore = new Firestore({ projectId, databaseId, host, ssl: false, preferRest: true });
  const orders = firestore.collection(collection);
  const documentOf = ({ customer, id }: Key) => orders.doc(`${customer}~${id}`);
  return {
    get: async (key) => (await documentOf(key).get()).data(),
    put: (item) => documentOf(item).set(item),
    async query({ customer }, { limit }) {
      const { docs } = await orders.where("customer", "==", customer).orderBy("id").limit(limit).get();
      return { items: docs.map((found) => found.data()) };
    },
    increment: (key, counter) => documentOf(key).update({ [counter]: FieldValue.increment(1) }),
  };
};
