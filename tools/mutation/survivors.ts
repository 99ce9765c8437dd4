/** A change that no test notices, and why none needs to. */
export interface Survivor {
  /** As `npm run test:mutation` names it. */
  readonly id: string;
  readonly reason: string;
}

/** All changes that may pass unnoticed. One that fails a test, or no longer exists, must not be listed. */
export const survivors: readonly Survivor[] = [
  {
    id: "components/function/azure-delivery.ts:buildLink.signature.dependsOn",
    reason: "Says again what the arguments say: the blob's name is among them, so the signature waits for it anyway.",
  },
  {
    id: "components/function/azure-delivery.ts:buildLink.signature.dependsOn.[0]",
    reason: "The same, for its one item.",
  },
  {
    id: "components/function/azure-delivery.ts:createPackage.args.type",
    // https://www.pulumi.com/registry/packages/azure-native/api-docs/storage/blob/#type_nodejs
    reason: "The SDK's own default is the same. It is written down so that nobody needs to know that default.",
  },
  {
    id: "components/function/azure.ts:createApp.options.dependsOn.[0]",
    reason: "Says again what the arguments say: the container's name is among them, so the app waits for it anyway.",
  },
  {
    id: "components/links/index.ts:readHandle.FourfoldError.where",
    reason: "Only a param can be linked to so far, which asks for no handle: the first kind that does will notice.",
  },
];
