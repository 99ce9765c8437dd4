// Copied beside the driver of the Go CDK, since a harness needs what the package does not export.

package awsdynamodb

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	dyn "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"gocloud.dev/docstore/drivertest"
)

func attribute(name string, kind types.ScalarAttributeType) types.AttributeDefinition {
	return types.AttributeDefinition{AttributeName: aws.String(name), AttributeType: kind}
}

func schema(hash, sort string) []types.KeySchemaElement {
	keys := []types.KeySchemaElement{{AttributeName: aws.String(hash), KeyType: types.KeyTypeHash}}
	if sort != "" {
		keys = append(keys, types.KeySchemaElement{AttributeName: aws.String(sort), KeyType: types.KeyTypeRange})
	}
	return keys
}

// tables are those that the driver's create_tables.sh makes.
func tables() []*dyn.CreateTableInput {
	all := &types.Projection{ProjectionType: types.ProjectionTypeAll}
	return []*dyn.CreateTableInput{
		{
			TableName:            aws.String(collectionName1),
			BillingMode:          types.BillingModePayPerRequest,
			AttributeDefinitions: []types.AttributeDefinition{attribute("name", types.ScalarAttributeTypeS)},
			KeySchema:            schema("name", ""),
		},
		{
			TableName:   aws.String(collectionName2),
			BillingMode: types.BillingModePayPerRequest,
			AttributeDefinitions: []types.AttributeDefinition{
				attribute("Game", types.ScalarAttributeTypeS), attribute("Player", types.ScalarAttributeTypeS),
				attribute("Score", types.ScalarAttributeTypeN), attribute("Time", types.ScalarAttributeTypeS),
			},
			KeySchema: schema("Game", "Player"),
			LocalSecondaryIndexes: []types.LocalSecondaryIndex{
				{IndexName: aws.String("local"), KeySchema: schema("Game", "Score"), Projection: all},
			},
			GlobalSecondaryIndexes: []types.GlobalSecondaryIndex{
				{IndexName: aws.String("global"), KeySchema: schema("Player", "Time"), Projection: all},
			},
		},
	}
}

func makeTables(ctx context.Context, t *testing.T, cfg aws.Config) {
	t.Helper()
	client := dyn.NewFromConfig(cfg)
	for _, table := range tables() {
		if _, err := client.CreateTable(ctx, table); err != nil {
			t.Fatal(err)
		}
		waiter := dyn.NewTableExistsWaiter(client, func(o *dyn.TableExistsWaiterOptions) { o.MinDelay = time.Millisecond })
		if err := waiter.Wait(ctx, &dyn.DescribeTableInput{TableName: table.TableName}, time.Minute); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPeer(t *testing.T) {
	ctx := context.Background()
	keys := credentials.NewStaticCredentialsProvider(
		os.Getenv("PEER_ACCESS_KEY_ID"), os.Getenv("PEER_SECRET_ACCESS_KEY"), os.Getenv("PEER_SESSION_TOKEN"))
	cfg, err := config.LoadDefaultConfig(ctx,
		config.WithRegion(os.Getenv("PEER_REGION")),
		config.WithCredentialsProvider(keys),
		config.WithBaseEndpoint(os.Getenv("PEER_ENDPOINT")),
		config.WithRetryer(func() aws.Retryer { return aws.NopRetryer{} }))
	if err != nil {
		t.Fatal(err)
	}
	makeTables(ctx, t, cfg)
	maker := func(context.Context, *testing.T) (drivertest.Harness, error) {
		return &harness{sess: cfg, closer: func() {}}, nil
	}
	t.Run("DynamoDB", func(t *testing.T) {
		drivertest.RunConformanceTests(t, maker, &codecTester{}, []drivertest.AsTest{verifyAs{}})
	})
}
