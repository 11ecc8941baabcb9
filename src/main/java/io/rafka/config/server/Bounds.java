package io.rafka.config.server;

import static io.rafka.config.server.Setting.Change.AT_RUN_TIME;
import static io.rafka.config.server.Setting.Change.AT_START;

import java.time.Duration;

/**
 * The rows of {@link ServerSettings} that bound memory, whatever clients do: how much, and what happens then. What
 * bounds each of Kafka's own buffers is a property of librdkafka.
 */
public final class Bounds {
    private static final long LARGEST_BUFFER = 1L << 30;
    private static final int MANY = 1_000_000;

    public static final Setting<Integer> MAXCLIENTS = new Setting<>(
            "maxclients",
            SettingType.number(1, MANY),
            "10000",
            AT_RUN_TIME,
            "Most clients at a time; a further one is told so and closed.");

    public static final Setting<Integer> CONNECTION_RATE = new Setting<>(
            "connection-rate",
            SettingType.number(0, MANY),
            "0",
            AT_RUN_TIME,
            "Most connections that are let in a second; a further one is told so and closed. 0 for any number.");

    public static final Setting<Integer> MAX_CONSUMERS = new Setting<>(
            "max-consumers",
            SettingType.number(0, MANY),
            "0",
            AT_RUN_TIME,
            "Most consumers at a time, those included that are still leaving their group; BLPOP of a further one is an "
                    + "error. 0 is one for every 4 MB of heap.");

    public static final Setting<Long> PROTO_MAX_BULK_LEN = new Setting<>(
            "proto-max-bulk-len",
            SettingType.bytes(1024, 512L << 20),
            "32768000",
            AT_RUN_TIME,
            "Longest bulk string in a command; the 2017 server's limit by default. A longer one closes the "
                    + "connection. A change holds for new connections.");

    public static final Setting<Long> REQUEST_MEMORY = new Setting<>(
            "request-memory",
            SettingType.bytes(0, 1L << 40),
            "0",
            AT_START,
            "Memory for commands above 16 kB that are being read, of all clients together; others wait. "
                    + "0 takes an eighth of the heap. Never less than two of the longest bulk strings.");

    public static final Setting<Long> MAXMEMORY_CLIENTS = new Setting<>(
            "maxmemory-clients",
            SettingType.bytes(0, 1L << 40),
            "0",
            AT_RUN_TIME,
            "Memory for commands that have come and are not executed yet, for replies that are not read, and for "
                    + "subscriptions, of all clients together. From half of it on, clients who have some are held back; above it, those who "
                    + "have most are disconnected. 0 takes a quarter of the heap.");

    public static final Setting<Long> PREFETCH_MEMORY = new Setting<>(
            "prefetch-memory",
            SettingType.bytes(0, 1L << 40),
            "0",
            AT_RUN_TIME,
            "Memory for records that are fetched ahead, of all consumers together; at the bound, only those fetch that "
                    + "have none. No consumer can ask for more of its own. 0 takes a quarter of the heap.");

    public static final Setting<Long> INPUT_BUFFER = new Setting<>(
            "input-buffer",
            SettingType.bytes(1024, LARGEST_BUFFER),
            "64kb",
            AT_RUN_TIME,
            "Most bytes of a client's further commands that are read while one is executed; then its socket is left "
                    + "alone. Four times that while a command waits because it is meant to, as BLPOP.");

    public static final Setting<Long> OUTPUT_BUFFER = new Setting<>(
            "output-buffer",
            SettingType.bytes(1024, LARGEST_BUFFER),
            "64kb",
            AT_RUN_TIME,
            "Bytes of replies that a client has not read, from which on its commands are not executed. One reply may "
                    + "exceed it. A change holds for new connections.");

    public static final Setting<OutputLimits> CLIENT_OUTPUT_BUFFER_LIMIT = new Setting<>(
            "client-output-buffer-limit",
            OutputLimits.type(),
            "normal 0 0 0 replica 256mb 64mb 60 pubsub 32mb 8mb 60",
            AT_RUN_TIME,
            "Bytes that a client has not read, by its class, at which it is disconnected: at once at the hard limit, and "
                    + "at the soft limit if that lasts for longer than so many seconds. 0 for no limit. As in Redis; "
                    + "clients that MONITOR are normal ones, and there are no replicas. A class that is not named "
                    + "stays as it is.");

    public static final Setting<Integer> CLIENT_PIPELINE_DEPTH = new Setting<>(
            "client-pipeline-depth",
            SettingType.number(0, MANY),
            "0",
            AT_RUN_TIME,
            "Most commands of one client that are executed before their replies have gone out; its further ones wait, "
                    + "and other clients' come first. 0 for any number, as far as input-buffer and output-buffer let it.");

    public static final Setting<Long> MONITOR_BUFFER = new Setting<>(
            "monitor-buffer",
            SettingType.bytes(1024, LARGEST_BUFFER),
            "8mb",
            AT_RUN_TIME,
            "Most bytes of lines that a MONITOR client has not read; then it is disconnected.");

    public static final Setting<Integer> PAUSED_COMMANDS = new Setting<>(
            "paused-commands",
            SettingType.number(0, MANY),
            "20000",
            AT_RUN_TIME,
            "Most commands that CLIENT PAUSE holds back; further ones are executed.");

    public static final Setting<Long> SUBSCRIPTION_MEMORY = new Setting<>(
            "subscription-memory",
            SettingType.bytes(0, LARGEST_BUFFER),
            "256kb",
            AT_RUN_TIME,
            "Memory for the names that one client subscribes to; a command with more is an error.");

    public static final Setting<Long> CLIENT_NAME_LEN = new Setting<>(
            "client-name-len",
            SettingType.bytes(16, 1L << 20),
            "1kb",
            AT_RUN_TIME,
            "Longest name of a client, and of its library; a longer one is an error.");

    public static final Setting<Integer> COMMAND_KEYS = new Setting<>(
            "command-keys",
            SettingType.number(1, MANY),
            "1000",
            AT_RUN_TIME,
            "Most keys of one EXISTS or DEL, and names of one COMMAND INFO or DOCS; more are an error.");

    public static final Setting<Integer> CLIENT_TOPICS = new Setting<>(
            "client-topics",
            SettingType.number(1, MANY),
            "1000",
            AT_RUN_TIME,
            "Of how many topics it is kept that a client has produced to them, for WAIT, and that a record of it has "
                    + "failed; of further ones, the oldest is forgotten.");

    public static final Setting<Integer> CLIENT_OUTSTANDING_RECORDS = new Setting<>(
            "client-outstanding-records",
            SettingType.number(0, Integer.MAX_VALUE),
            "0",
            AT_RUN_TIME,
            "Most records of one client that Kafka has not acknowledged; at the bound the client is held back, and after "
                    + "1 s answered -PROD Local: Queue full. 0 has only queue.buffering.max.messages, which all share that log in to Kafka as the same.");

    public static final Setting<Long> CLIENT_OUTSTANDING_BYTES = new Setting<>(
            "client-outstanding-bytes",
            SettingType.bytes(0, 1L << 40),
            "0",
            AT_RUN_TIME,
            "The same in bytes of their keys and values; a record that is larger goes alone. 0 has only "
                    + "queue.buffering.max.kbytes, which they share.");

    public static final Setting<Integer> KNOWN_TOPICS = new Setting<>(
            "known-topics",
            SettingType.number(1, MANY),
            "20000",
            AT_RUN_TIME,
            "Of how many topics it is kept that they exist; at a further one, all are forgotten and looked up again.");

    public static final Setting<Integer> METRICS_TOPICS = new Setting<>(
            "metrics-topics",
            SettingType.number(0, MANY),
            "100",
            AT_RUN_TIME,
            "Of how many topics /metrics tells by name, the first that it meets; of all further ones together under the "
                    + "name other.");

    public static final Setting<Integer> METRICS_GROUPS = new Setting<>(
            "metrics-groups", SettingType.number(0, MANY), "100", AT_RUN_TIME, "The same of consumer groups.");

    public static final Setting<Integer> FAILURE_LOG_LIMIT = new Setting<>(
            "failure-log-limit",
            SettingType.number(0, MANY * 1_000),
            "100000",
            AT_RUN_TIME,
            "Most lines in the log a minute for records that could not be delivered, one each; further ones are only "
                    + "counted, by topic and error.");

    public static final Setting<Integer> SLOWLOG_MAX_LEN = new Setting<>(
            "slowlog-max-len", SettingType.number(0, 100_000), "128", AT_RUN_TIME, "How many commands SLOWLOG keeps.");

    public static final Setting<Duration> TLS_HANDSHAKE_TIMEOUT = new Setting<>(
            "tls-handshake-timeout",
            SettingType.seconds(1, MANY),
            "10",
            AT_RUN_TIME,
            "How long a client may take from when it connects to tls-port until its TLS handshake is done; then it is "
                    + "closed.");

    public static final Setting<Integer> TLS_HANDSHAKES = new Setting<>(
            "tls-handshakes",
            SettingType.number(0, MANY),
            "0",
            AT_RUN_TIME,
            "Most TLS handshakes at a time; further clients wait for their turn, within tls-handshake-timeout. 0 is one "
                    + "for every 1 MB of heap.");

    public static final Setting<Integer> ACLLOG_MAX_LEN = new Setting<>(
            "acllog-max-len", SettingType.number(0, 100_000), "128", AT_RUN_TIME, "How many refusals ACL LOG keeps.");

    private Bounds() {}
}
