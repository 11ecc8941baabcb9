package io.rafka.admin.overview;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rafka.command.statistics.Statistics;
import io.rafka.kafka.producer.ProducerStatistics;
import io.rafka.session.Traffic;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;

/** The time, and the objects {@code counters}, {@code now} and {@code times}. */
final class CountsJson {
    private final Statistics statistics;

    CountsJson(Statistics statistics) {
        this.statistics = statistics;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeNumberField("time", System.currentTimeMillis());
        counters(json);
        now(json);
        times(json);
    }

    private void counters(JsonGenerator json) throws IOException {
        Traffic traffic = statistics.sessions().traffic();
        ProducerStatistics produced = statistics.produced();
        json.writeObjectFieldStart("counters");
        json.writeNumberField("commands", statistics.commands().commands().calls());
        json.writeNumberField("errors", statistics.commands().errors().total());
        json.writeNumberField("connections", traffic.connections());
        json.writeNumberField("refusedConnections", traffic.refusedConnections());
        json.writeNumberField("receivedBytes", traffic.bytesReceived());
        json.writeNumberField("sentBytes", traffic.bytesSent());
        json.writeNumberField("accepted", produced.accepted());
        json.writeNumberField("delivered", produced.delivered());
        json.writeNumberField("failed", produced.failed());
        json.writeNumberField("handedOut", statistics.consumed().handedOut());
        json.writeNumberField("acknowledged", statistics.consumed().acknowledged());
        json.writeEndObject();
    }

    private void now(JsonGenerator json) throws IOException {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        json.writeObjectFieldStart("now");
        json.writeNumberField("clients", statistics.sessions().count());
        json.writeNumberField("blocked", statistics.sessions().blocked());
        json.writeNumberField("members", statistics.members());
        json.writeNumberField("outstanding", statistics.outstanding());
        json.writeNumberField("outstandingBytes", statistics.outstandingBytes());
        json.writeNumberField("prefetchedBytes", statistics.prefetched());
        json.writeNumberField("clientBytes", statistics.sessions().memoryUsed());
        json.writeNumberField("heapUsedBytes", heap.getUsed());
        json.writeNumberField("heapMaxBytes", heap.getMax());
        json.writeEndObject();
    }

    /** How many took up to 2 to the power of the index microseconds, and more than the one before. */
    private void times(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("times");
        buckets("commands", statistics.commands().commands().buckets(), json);
        buckets("delivery", statistics.produced().deliveryTimes().buckets(), json);
        json.writeEndObject();
    }

    private static void buckets(String name, List<Long> counts, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (long count : counts) {
            json.writeNumber(count);
        }
        json.writeEndArray();
    }
}
