import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FourfoldError } from "../../kit/spec/index.ts";

/** A change of a file: text that must be in it, and what stands there instead. */
type Edit = readonly [from: RegExp, to: string];

const absent = (what: string): string => `errors.New("${what}: not in this build of the CLI. Install Pulumi's own.")`;

/** What stands in the place of a file. */
const whole = (text: string): readonly Edit[] => [[/^[\s\S]*$/, text]];

const withoutLogs = (name: string, what: string): readonly Edit[] =>
  whole(`package operations

import (
	"context"
	"errors"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
)

func ${name}(context.Context, map[config.Key]string, *Resource) (Provider, error) {
	return nil, ${absent(what)}
}
`);

/**
 * What this build does without, which takes as long to compile as all the rest: states in a cloud's storage, keys of a cloud, `pulumi
 * logs` of two clouds, and `pulumi api`, which calls Pulumi Cloud. The engine itself, and everything about it that programs and packs
 * meet, is Pulumi's own code. By the path of a file in github.com/pulumi/pulumi/pkg/v3.
 */
const edits: Readonly<Record<string, readonly Edit[]>> = {
  "backend/diy/backend.go": [
    [/\t"gocloud\.dev\/blob\/azureblob".*\n/, ""],
    [/\t"gocloud\.dev\/blob\/gcsblob".*\n/, ""],
    [/\t_ "gocloud\.dev\/blob\/s3blob".*\n/, ""],
    [/\t"github\.com\/pulumi\/pulumi\/pkg\/v3\/authhelpers"\n/, ""],
    [/\tif p\.Scheme == gcsblob\.Scheme \{[\s\S]*?\n\t\}\n/, ""],
    [/\tif p\.Scheme == azureblob\.Scheme \{[\s\S]*?\n\t\}\n/, ""],
  ],
  "backend/diy/bucket.go": [
    [/\tawss3 "github\.com\/aws\/.*"\n/, ""],
    [/\t"net\/url"\n/, ""],
    [/\t\tvar input \*awss3[\s\S]*?\n\t\t\}\n/, ""],
    [/func fixupS3CopySource[\s\S]*?\n\}\n/, ""],
  ],
  "cmd/pulumi/cloud/schema.go": whole(`package cloud

import "strings"

func mdInline(s string) string { return strings.Join(strings.Fields(s), " ") }

func markdownEnumTail([]string) string { return "" }
`),
  "cmd/pulumi/cloud/spec.go": [
    [/\t"github\.com\/pb33f\/libopenapi"\n/, ""],
    [/\t"github\.com\/pb33f\/libopenapi\/datamodel\/high\/base"\n/, ""],
    [/\tv3high "github\.com\/pb33f\/libopenapi\/datamodel\/high\/v3"\n/, ""],
    [/\t"github\.com\/pb33f\/libopenapi\/orderedmap"\n/, ""],
    [/\t"fmt"\n\t"io"\n\t"slices"\n\t"sort"\n\t"strings"\n/, '\t"errors"\n\t"io"\n'],
    [/\t"github\.com\/pulumi\/pulumi\/sdk\/v3\/go\/common\/util\/cmdutil"\n/, ""],
    [/func parseIndex[\s\S]*$/, `func parseIndex([]byte) (*Index, error) { return nil, ${absent("pulumi api")} }\n`],
  ],
  "operations/operations_aws.go": withoutLogs("AWSOperationsProvider", "logs of AWS"),
  "operations/operations_gcp.go": withoutLogs("GCPOperationsProvider", "logs of Google Cloud"),
  "secrets/cloud/manager.go": [
    [/\t_ "gocloud\.dev\/secrets\/awskms".*\n/, ""],
    [/\t_ "gocloud\.dev\/secrets\/azurekeyvault".*\n/, ""],
    [/\t"gocloud\.dev\/secrets\/gcpkms".*\n/, ""],
    [/\t_ "gocloud\.dev\/secrets\/hashivault".*\n/, ""],
    [/\t"google\.golang\.org\/api\/cloudkms\/v1"\n/, ""],
    [/\t"github\.com\/pulumi\/pulumi\/pkg\/v3\/authhelpers"\n/, ""],
    [/\tcase gcpkms\.Scheme:[\s\S]*?(?=\tdefault:)/, ""],
  ],
};

function otherVersion(file: string, part: RegExp): FourfoldError {
  return new FourfoldError("ERR_PULUMI", {
    where: "tools/pulumi",
    what: `${file} of this version of Pulumi does not have ${part}.`,
    fix: "Correct tools/pulumi/lean.ts, which says what is built without.",
  });
}

/** What `go test` needs, more than half of the files. */
const isForTests = (path: string): boolean => /[/\\]testdata$|_test\.go$/.test(path);

/**
 * Copies Pulumi's package without what {@link edits} takes out.
 *
 * @param from - The folder of github.com/pulumi/pulumi/pkg/v3 in Go's cache, whose files nobody may write.
 * @throws FourfoldError `ERR_PULUMI` when a file does not have what is changed: another version needs other edits.
 */
export function copyLean(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (path) => !isForTests(path) });
  for (const [file, all] of Object.entries(edits)) {
    const text = all.reduce(
      (before, [part, instead]) => {
        if (!part.test(before)) throw otherVersion(file, part);
        return before.replace(part, () => instead);
      },
      readFileSync(join(from, file), "utf8"),
    );
    rmSync(join(to, file));
    writeFileSync(join(to, file), text);
  }
}
