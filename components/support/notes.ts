import { type ComponentResource, log } from "@pulumi/pulumi";
import { type Cloud, type FeatureName, noteOn } from "fourfold";

/** Prints at preview how a cloud's support for a feature differs from what was asked for. */
export function printNotes(self: ComponentResource, feature: FeatureName, cloud: Cloud, where: string): void {
  for (const note of noteOn(feature, cloud, where)) void log.info(note, self);
}
