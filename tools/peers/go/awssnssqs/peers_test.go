// Copied beside the driver of the Go CDK, since a harness needs what the package does not export.

package awssnssqs

import (
	"context"
	"os"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"gocloud.dev/pubsub/driver"
	"gocloud.dev/pubsub/drivertest"
)

// peerHarness is the driver's own harness, with clients for a local server instead of recordings.
type peerHarness struct {
	*harness
}

// MakeNonexistentTopic names a topic of the server's account. For another one, AWS would not reveal whether it exists.
func (h peerHarness) MakeNonexistentTopic(ctx context.Context) (driver.Topic, error) {
	if h.topicKind == topicKindSQS {
		return h.harness.MakeNonexistentTopic(ctx)
	}
	arn := "arn:aws:sns:" + os.Getenv("PEER_REGION") + ":123456789012:nonexistenttopic"
	return openSNSTopic(ctx, h.snsClient, arn, &TopicOptions{}), nil
}

func newPeerHarness(ctx context.Context, kind topicKind) (drivertest.Harness, error) {
	keys := credentials.NewStaticCredentialsProvider(
		os.Getenv("PEER_ACCESS_KEY_ID"), os.Getenv("PEER_SECRET_ACCESS_KEY"), os.Getenv("PEER_SESSION_TOKEN"))
	cfg, err := config.LoadDefaultConfig(ctx,
		config.WithRegion(os.Getenv("PEER_REGION")),
		config.WithCredentialsProvider(keys),
		config.WithBaseEndpoint(os.Getenv("PEER_ENDPOINT")),
		config.WithRetryer(func() aws.Retryer { return aws.NopRetryer{} }))
	if err != nil {
		return nil, err
	}
	own := &harness{snsClient: sns.NewFromConfig(cfg), sqsClient: sqs.NewFromConfig(cfg), topicKind: kind, closer: func() {}}
	return peerHarness{own}, nil
}

func TestPeer(t *testing.T) {
	for _, kind := range []topicKind{topicKindSQS, topicKindSNS, topicKindSNSRaw} {
		t.Run(string(kind), func(t *testing.T) {
			if kind != topicKindSQS && os.Getenv("PEER_HAS_SNS") == "" {
				t.Skip("no topics")
			}
			maker := func(ctx context.Context, t *testing.T) (drivertest.Harness, error) {
				t.Helper()
				return newPeerHarness(ctx, kind)
			}
			drivertest.RunConformanceTests(t, maker, []drivertest.AsTest{awsAsTest{topicKind: kind}})
		})
	}
}
