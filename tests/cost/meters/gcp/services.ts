import type { Fields } from "../../../../kit/cost/resources/resource.ts";
import { resource } from "./rows.ts";

export const functionType = "cloudfunctionsv2/function:Function";
const serviceType = "cloudrunv2/service:Service";
export const functionWith = (serviceConfig: Fields) =>
  resource(functionType, { location: "us-central1", serviceConfig });
export const serviceWith = (container: Fields, template: Fields = {}, more: Fields = {}) =>
  resource(serviceType, { location: "us-central1", template: { containers: [container], ...template }, ...more });
export const small = { availableCpu: "1", availableMemory: "512Mi" };
