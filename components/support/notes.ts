import { type ComponentResource, log } from "@pulumi/pulumi";
import { type Cloud, type FeatureName, noteOn } from "fourfold";

/** Prints at preview what a cloud makes of a feature that was asked for, where that is not what was asked. */
export function printNotes(self: ComponentResource, feature: FeatureName, cloud: Cloud, where: string): void {
  for (const note of noteOn(feature, cloud, where)) void log.info(note, self);
}
