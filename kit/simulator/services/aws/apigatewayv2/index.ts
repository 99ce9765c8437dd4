export { apiType } from "./api.ts";
export { integration } from "./integration.ts";
export { route } from "./route.ts";
export { stage } from "./stage.ts";
export { Throttle } from "./throttle.ts";
