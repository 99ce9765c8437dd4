import type { Constraint } from "../../contract.ts";
import { labels } from "../rules.ts";

/** A GUID. https://learn.microsoft.com/rest/api/authorization/role-assignments/create */
export const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** "Each resource can have a maximum of 50 tag name-value pairs"; names of 512 characters, values of 256. */
export const tagRule: Constraint = labels(
  "tags",
  50,
  "must be at most 50 tags with names of 512 and values of 256 characters, without <, >, %, &, \\, ?, / in names",
  "https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations",
  {
    isLabel: (name, value) => name.length <= 512 && !/[<>%&\\?/]/.test(name) && value.length <= 256,
    refused: { "a/b": "c" },
  },
);

/** Reasons why properties have no effect here, where several resources share them. */
export const reasons = {
  place: "The simulator has one place.",
  network: "There is one network: the loopback interface.",
  encryption: "Content is kept as it is.",
  identity: "This service does not call others here.",
  label: "A description without effect.",
} as const;
