import { consumerTimeouts } from "fourfold";
import { timeCell } from "../markdown.ts";
import type { TriggerDocuments } from "./documents.ts";

export const documents: TriggerDocuments = {
  limits: [{ title: "Timeout of a call with messages", cell: (cloud) => timeCell(consumerTimeouts[cloud]) }],
  parts: [],
};
