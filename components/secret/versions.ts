import type { ComponentResource, CustomResourceOptions } from "@pulumi/pulumi";

/**
 * The options of a version of a secret. With another value there is another version, and the one before stays, so that what was signed
 * with it can be checked. Versions end with their secret.
 */
export const versionOptions = (parent: ComponentResource): CustomResourceOptions => ({ parent, retainOnDelete: true });
