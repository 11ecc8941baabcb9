package io.rafka.testing.secure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A plain Kafka client at a door of a {@link SecureBroker}; each method with a setting returns another client. */
final class JavaClient {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Map<String, Object> settings;

    private JavaClient(Map<String, Object> settings) {
        this.settings = settings;
    }

    /** A client that trusts the broker's authority, and has nothing to show for itself. */
    static JavaClient at(SecureBroker broker, Listener listener) {
        JavaClient client = new JavaClient(Map.of(
                "bootstrap.servers", broker.bootstrap(listener), "security.protocol", listener.securityProtocol()));
        return listener.hasTls() ? client.trusting(broker.certificates().ca()) : client;
    }

    JavaClient with(String name, String value) {
        Map<String, Object> changed = new HashMap<>(settings);
        changed.put(name, value);
        return new JavaClient(changed);
    }

    JavaClient trusting(Path authority) {
        return with("ssl.truststore.type", "PEM").with("ssl.truststore.location", authority.toString());
    }

    JavaClient login(String mechanism, String user, String password) {
        String module = mechanism.equals("PLAIN") ? Jaas.PLAIN : Jaas.SCRAM;
        return with("sasl.mechanism", mechanism)
                .with("sasl.jaas.config", Jaas.login(module, Map.of("username", user, "password", password)));
    }

    JavaClient bearer(Map<String, String> options) {
        return with("sasl.mechanism", "OAUTHBEARER").with("sasl.jaas.config", Jaas.login(Jaas.OAUTHBEARER, options));
    }

    /** Asks for its tokens there, as the endpoint's client. */
    JavaClient asking(TokenEndpoint endpoint, String secret) {
        return bearer(Map.of())
                .with(
                        "sasl.login.callback.handler.class",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler")
                .with("sasl.oauthbearer.token.endpoint.url", endpoint.url())
                .with("sasl.oauthbearer.client.credentials.client.id", TokenEndpoint.CLIENT_ID)
                .with("sasl.oauthbearer.client.credentials.client.secret", secret)
                // else it takes 10 s to give up
                .with("sasl.login.retry.backoff.max.ms", "100");
    }

    /** Produces a record and consumes it. */
    void exchangeOneRecord(String topic) throws ExecutionException, InterruptedException, TimeoutException {
        try (KafkaProducer<String, String> producer =
                        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
                KafkaConsumer<String, String> consumer =
                        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            producer.send(new ProducerRecord<>(topic, "value")).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            ConsumerRecords<String, String> records = consumer.poll(LIMIT);
            assertThat(records).extracting("value").containsExactly("value");
        }
    }

    /** The broker's address as it tells it to this client. */
    String advertised() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(settings)) {
            Node node = admin.describeCluster().nodes().get().iterator().next();
            return node.host() + ":" + node.port();
        }
    }

    /** Why this client is not let in, be it by the broker, by itself or by its identity provider. */
    Throwable refusal() throws InterruptedException {
        try (Admin admin = Admin.create(settings)) {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs((int) LIMIT.toMillis()))
                    .nodes()
                    .get();
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        } catch (KafkaException e) {
            return e;
        }
        throw new AssertionError("was let in");
    }
}
