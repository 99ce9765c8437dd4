/** How Pulumi marks what is not a plain object: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go */
export const signature = "4dabf18193072939515e22adb298388d";

/** The mark of a secret. Its value stands in `value` in an engine, as JSON in `plaintext` where it is shown, and nowhere where it is not. */
export const secretMark = "1b47061264138c4ac30d75fd1eb44270";

/** What Pulumi writes in place of a secret that it does not show: https://github.com/pulumi/pulumi/blob/master/pkg/backend/display/json.go */
export const hiddenSecret = "[secret]";

/** What Pulumi writes for values that are not known yet: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go */
export const unknownTexts: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
