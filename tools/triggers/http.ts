import { httpLimits } from "fourfold";
import { bytes, timeCell } from "../markdown.ts";
import type { TriggerDocuments } from "./documents.ts";

export const documents: TriggerDocuments = {
  limits: [
    { title: "Timeout of an HTTP request", cell: (cloud) => timeCell(httpLimits[cloud].timeout) },
    { title: "… that is streamed", cell: (cloud) => timeCell(httpLimits[cloud].streamingTimeout) },
    {
      title: "Request body",
      cell: (cloud) => [bytes(httpLimits[cloud].requestBody.value), httpLimits[cloud].requestBody.source],
    },
  ],
  parts: [],
};
