package io.rafka.config.kafka;

import io.rafka.config.ConfigErrors;
import io.rafka.config.ConfigException;
import io.rafka.config.ConfigFile;
import io.rafka.config.Property;
import io.rafka.config.tls.TlsMaterial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of every Kafka client that rafka makes: librdkafka's properties translated to the Java clients'.
 * Immutable; any thread.
 */
public final class KafkaClientConfig {
    static final PropertyTable TABLE = PropertyTable.load();

    private static final String BOOTSTRAP = "bootstrap.servers";
    private static final String EMBEDDED = "rafka's default in front of the embedded Kafka";

    private final String origin;
    /** Who logs in; null for rafka itself. */
    private final @Nullable UserLogin login;
    /** How many producers there are in all. */
    private final int producers;
    /** Of those who log in as themselves, by the names of rafka's users. */
    private final Map<String, KafkaClientConfig> users = new TreeMap<>();

    private final boolean embedded;
    private final List<CheckedProperty> general;
    private final List<CheckedProperty> consumer;
    private final List<CheckedProperty> producer;
    private final Map<Role, Translation> translations = new LinkedHashMap<>();
    private final Map<Role, ClientProperties> clients = new LinkedHashMap<>();

    private KafkaClientConfig(ConfigFile file, boolean embedded, ConfigErrors errors) {
        this.origin = file.name();
        this.embedded = embedded;
        login = null;
        producers = 1 + file.kafkaUsers().size();
        general = CheckedProperty.of(file.general(), TABLE, Scope.SERVER, errors);
        consumer = CheckedProperty.of(file.consumer(), TABLE, Scope.SERVER, errors);
        producer = CheckedProperty.of(file.producer(), TABLE, Scope.SERVER, errors);
        // All are made now: what is wrong is found out at the start, not at a client's first BLPOP.
        boolean whole = file.isWhole() && errors.isEmpty();
        make(Role.PRODUCER, whole, errors);
        make(Role.ADMIN, whole, errors);
        make(Role.CONSUMER, whole, errors);
        boolean missing = translations.values().stream().anyMatch(one -> one.kafka(BOOTSTRAP) == null);
        if (missing && file.isWhole() && !isMentioned(file)) {
            errors.add("general." + BOOTSTRAP + ": missing, it names the Kafka cluster");
        }
        file.kafkaUsers().forEach((user, given) -> {
            UserLogin own = UserLogin.of(user, given, errors);
            users.put(user, new KafkaClientConfig(this, own, file.isWhole() && errors.isEmpty(), errors));
        });
    }

    /** As all others, but for who logs in. */
    private KafkaClientConfig(KafkaClientConfig others, UserLogin login, boolean whole, ConfigErrors errors) {
        this.login = login;
        origin = others.origin;
        embedded = others.embedded;
        producers = others.producers;
        general = UserLogin.common(others.general);
        consumer = UserLogin.common(others.consumer);
        producer = UserLogin.common(others.producer);
        for (Role role : Role.values()) {
            ConfigErrors own = new ConfigErrors();
            Translation translation = translate(role, true, whole, List.of(), own);
            translations.put(role, translation);
            own.addTo(errors);
            clients.put(role, properties(translation, others.client(role).tls()));
        }
    }

    /** Whether brokers are named for all clients, be it wrongly. */
    private static boolean isMentioned(ConfigFile file) {
        return namesBrokers(file.general()) || (namesBrokers(file.consumer()) && namesBrokers(file.producer()));
    }

    private static boolean namesBrokers(List<Property> object) {
        return object.stream()
                .map(property -> TABLE.meantBy(property.name()))
                .anyMatch(row -> row.filter(found -> found.name().equals("metadata.broker.list"))
                        .isPresent());
    }

    /**
     * For the cluster that the file names.
     *
     * @param errors takes everything that is wrong, with the path in the file; what is returned is then of no use
     */
    public static KafkaClientConfig of(ConfigFile file, ConfigErrors errors) {
        return new KafkaClientConfig(file, false, errors);
    }

    /** For the embedded Kafka at this address, with rafka's defaults. */
    public static KafkaClientConfig forEmbedded(String bootstrapServers) {
        try {
            ConfigErrors errors = new ConfigErrors();
            KafkaClientConfig config = new KafkaClientConfig(
                    ConfigFile.of("embedded", "{\"general\":{\"" + BOOTSTRAP + "\":\"" + bootstrapServers + "\"}}"),
                    true,
                    errors);
            errors.throwIfAny();
            return config;
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    private void make(Role role, boolean whole, ConfigErrors errors) {
        ConfigErrors own = new ConfigErrors();
        Translation translation = translate(role, true, whole, List.of(), own);
        translations.put(role, translation);
        own.addTo(errors);
        ConfigErrors ofTls = new ConfigErrors();
        @Nullable TlsMaterial tls = TlsProperties.load(translation, ofTls);
        ofTls.addTo(errors);
        clients.put(role, properties(translation, tls));
    }

    private Translation translate(
            Role role, boolean opensFiles, boolean whole, List<CheckedProperty> ofClient, ConfigErrors errors) {
        Translation translation =
                new Translation(role, new Translation.Purpose(login, producers, whole, opensFiles), errors);
        for (PropertyRow row : TABLE.rows()) {
            boolean sets = row.decision() == Decision.MAPPED || row.decision() == Decision.RAFKA;
            if (sets && !row.defaultValue().isEmpty()) {
                translation.put(row, defaultOf(row));
            }
        }
        // The admin client serves the producer most, so it connects as that does.
        List<CheckedProperty> ofRole = role == Role.CONSUMER ? consumer : producer;
        for (List<CheckedProperty> layer : List.of(general, ofRole, login(), ofClient)) {
            for (CheckedProperty property : layer) {
                boolean secret = property.row().type() == ValueType.SECRET;
                translation.put(property.row(), new Translation.Value(property.value(), property.path(), true, secret));
            }
        }
        String client = translation.kafka("client.id");
        if (login != null && client != null) {
            // Two clients of the same name are one in Kafka's quotas, and in Java's MBeans.
            translation.kafka("client.id", client + "-" + login.user(), login.path());
        }
        ClientTuning.apply(translation);
        SaslLogin.apply(translation);
        return translation;
    }

    private List<CheckedProperty> login() {
        return login == null ? List.of() : login.properties();
    }

    private Translation.Value defaultOf(PropertyRow row) {
        if (embedded && row.name().equals("auto.offset.reset")) {
            return new Translation.Value("earliest", EMBEDDED, false, false);
        }
        String value;
        try {
            value = row.type().convert(row.defaultValue(), row.range());
        } catch (ConfigException e) {
            throw new IllegalStateException("the default of " + row.name() + " is none of its values", e);
        }
        boolean own = !row.ownDefault().isEmpty() && !row.ownDefault().equals(row.librdkafkaDefault());
        String whose = own ? "rafka's default of " : "librdkafka's default of ";
        return new Translation.Value(value, whose + row.name(), false, false);
    }

    private static ClientProperties properties(Translation translation, @Nullable TlsMaterial tls) {
        return new ClientProperties(texts(translation.kafka()), texts(translation.rafka()), tls);
    }

    private static Map<String, String> texts(Map<String, Translation.Value> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().text()));
    }

    private Translation translation(Role role) {
        return Objects.requireNonNull(translations.get(role), role.word());
    }

    private ClientProperties client(Role role) {
        return Objects.requireNonNull(clients.get(role), role.word());
    }

    /** The cluster's bootstrap servers, as Kafka's clients are given them. */
    public String bootstrapServers() {
        return String.valueOf(translation(Role.PRODUCER).kafka(BOOTSTRAP));
    }

    /** The shared producer's properties. */
    public ClientProperties producer() {
        return client(Role.PRODUCER);
    }

    /** What an admin client needs. */
    public ClientProperties admin() {
        return client(Role.ADMIN);
    }

    /** The same for those who log in to Kafka as themselves, by the names of rafka's users. */
    public Map<String, KafkaClientConfig> users() {
        return Collections.unmodifiableMap(users);
    }

    /** A consumer's properties, when the client gives none of its own. */
    public ClientProperties consumer() {
        return client(Role.CONSUMER);
    }

    /**
     * A consumer's properties.
     *
     * @param own what the client gave; wins over the file
     * @throws ConfigException if one of them is unknown or has a bad value; says all that is wrong
     */
    public ClientProperties consumer(List<Property> own) throws ConfigException {
        if (own.isEmpty()) {
            return consumer();
        }
        ConfigErrors errors = new ConfigErrors();
        List<CheckedProperty> checked = CheckedProperty.of(own, TABLE, Scope.CLIENT, errors);
        Translation translation = translate(Role.CONSUMER, false, errors.isEmpty(), checked, errors);
        errors.throwIfAny();
        return properties(translation, consumer().tls());
    }

    /**
     * Whether somebody has given a value for a property of consumers.
     *
     * @param own what the client gave, which has been checked
     * @param name librdkafka's
     */
    public boolean isGiven(List<Property> own, String name) {
        return translation(Role.CONSUMER).isGiven(name)
                || own.stream()
                        .anyMatch(property -> TABLE.find(property.name())
                                .filter(row -> row.name().equals(name))
                                .isPresent());
    }

    /** Every property of the file that is accepted and changes nothing, with the reason; for the log. */
    public List<String> withoutEffect() {
        List<String> lines = new ArrayList<>();
        addIdle(lines, general, Role.PRODUCER, Role.CONSUMER);
        addIdle(lines, consumer, Role.CONSUMER);
        addIdle(lines, producer, Role.PRODUCER);
        users.values().forEach(user -> user.addIdle(lines, user.login(), Role.PRODUCER, Role.CONSUMER));
        translations.values().forEach(client -> lines.addAll(client.notes()));
        return lines;
    }

    private void addIdle(List<String> lines, List<CheckedProperty> properties, Role... roles) {
        List<Translation> clients = Stream.of(roles).map(this::translation).toList();
        properties.forEach(property -> IdleProperties.line(property, clients).ifPresent(lines::add));
    }

    /**
     * The same of what a client gives.
     *
     * @param own which has been checked
     */
    public List<String> withoutEffect(List<Property> own) {
        List<String> lines = new ArrayList<>();
        addIdle(lines, CheckedProperty.of(own, TABLE, Scope.CLIENT, new ConfigErrors()), Role.CONSUMER);
        return lines;
    }

    /** What an operator should know about certificates and their verification. */
    public List<String> warnings() {
        return clients.values().stream()
                .map(ClientProperties::tls)
                .filter(Objects::nonNull)
                .flatMap(tls -> tls.warnings().stream())
                .distinct()
                .toList();
    }

    /** Lines for a user who wants to know what holds for clients of this role: {@code name = value # origin}. */
    public List<String> show(Role role) {
        return EffectiveProperties.lines(translation(role), origin);
    }

    /** The same of what somebody logs in with who does so as himself. */
    public List<String> showLogin() {
        return show(Role.PRODUCER).stream()
                .filter(line -> line.startsWith("sasl.") || line.startsWith("client.id"))
                .toList();
    }
}
