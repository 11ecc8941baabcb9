package io.rafka.bench.micro;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rafka.bench.load.Commands;
import io.rafka.resp.ReplyWriter;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From values to the bytes of a reply. */
@State(Scope.Thread)
public class ReplyBenchmark {
    private static final int ELEMENTS = 8;
    private static final byte[] TOPIC = ascii("topic");
    private static final byte[] PARTITION = ascii("partition");
    private static final byte[] OFFSET = ascii("offset");
    private static final byte[] VALUE = ascii("value");

    private final ByteBuf out = Unpooled.directBuffer();
    private final ReplyWriter writer = new ReplyWriter();
    private final byte[] value = ascii(Commands.value(100));
    private long offset = 1_000_000;

    /** Makes the writer ready. */
    public ReplyBenchmark() {
        writer.to(out);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A reply like that of BLPOP, written in its parts; BLPOP itself puts it together before. */
    @Benchmark
    public ByteBuf replyToBlpop() {
        out.clear();
        writer.array(ELEMENTS);
        writer.bulk(TOPIC);
        writer.bulk("orders");
        writer.bulk(PARTITION);
        writer.integer(7);
        writer.bulk(OFFSET);
        writer.integer(offset++);
        writer.bulk(VALUE);
        writer.bulk(value);
        return out;
    }
}
