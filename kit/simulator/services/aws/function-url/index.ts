export { functionUrlType } from "./function-url.ts";
