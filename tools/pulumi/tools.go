//go:build tools

// Keeps the CLI among this module's requirements, so that go.sum pins everything it is built from.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
