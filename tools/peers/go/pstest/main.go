// Command pstest prints, for each filter in its input, which messages Google's own Pub/Sub fake delivers.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"cloud.google.com/go/pubsub/v2/pstest"
)

type questions struct {
	Filters  []string            `json:"filters"`
	Messages []map[string]string `json:"messages"`
}

type answer struct {
	Refused string `json:"refused,omitempty"`
	Matched []bool `json:"matched,omitempty"`
}

func main() {
	var asked questions
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		fail(err)
	}
	server := pstest.NewServer()
	defer server.Close()
	answers := make([]answer, len(asked.Filters))
	for at, filter := range asked.Filters {
		found, err := ask(context.Background(), server, at, filter, asked.Messages)
		if err != nil {
			fail(err)
		}
		answers[at] = found
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		fail(err)
	}
}

// ask creates a topic and a subscription for each filter. A refused filter is an answer, other errors are not.
func ask(
	ctx context.Context, server *pstest.Server, at int, filter string, all []map[string]string,
) (answer, error) {
	topic := fmt.Sprintf("projects/peers/topics/t%d", at)
	subscription := fmt.Sprintf("projects/peers/subscriptions/s%d", at)
	if _, err := server.GServer.CreateTopic(ctx, &pubsubpb.Topic{Name: topic}); err != nil {
		return answer{}, err
	}
	_, err := server.GServer.CreateSubscription(ctx, &pubsubpb.Subscription{
		Name: subscription, Topic: topic, Filter: filter, AckDeadlineSeconds: 60,
	})
	if err != nil {
		return answer{Refused: err.Error()}, nil
	}
	messages := make([]*pubsubpb.PubsubMessage, len(all))
	for number, attributes := range all {
		messages[number] = &pubsubpb.PubsubMessage{Data: fmt.Append(nil, number), Attributes: attributes}
	}
	if _, err := server.GServer.Publish(ctx, &pubsubpb.PublishRequest{Topic: topic, Messages: messages}); err != nil {
		return answer{}, err
	}
	return pull(ctx, server, subscription, len(messages))
}

func pull(ctx context.Context, server *pstest.Server, subscription string, count int) (answer, error) {
	found, err := server.GServer.Pull(ctx, &pubsubpb.PullRequest{
		Subscription: subscription, MaxMessages: int32(count), ReturnImmediately: true,
	})
	if err != nil {
		return answer{}, err
	}
	matched := make([]bool, count)
	for _, one := range found.ReceivedMessages {
		var number int
		if err := json.Unmarshal(one.Message.Data, &number); err != nil {
			return answer{}, err
		}
		matched[number] = true
	}
	return answer{Matched: matched}, nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
