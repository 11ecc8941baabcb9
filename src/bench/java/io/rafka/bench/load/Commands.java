package io.rafka.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rafka.testing.RawClient;
import java.nio.charset.StandardCharsets;

/** Commands as the bytes that a client sends. */
public final class Commands {
    private Commands() {}

    /** One command of words in Latin-1, as an array of bulk strings. */
    public static byte[] of(String... words) {
        return RawClient.array(words).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A value of that many bytes, the same at each call; it does not compress to nothing. */
    public static String value(int size) {
        StringBuilder value = new StringBuilder(size);
        long state = 0x9E3779B97F4A7C15L;
        while (value.length() < size) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            value.append((char) ('!' + (state >>> 33) % 90));
        }
        return value.toString();
    }

    /** The command so many times in a row, in direct memory, to be sent again and again. */
    static ByteBuf repeated(byte[] command, int times) {
        ByteBuf batch = Unpooled.directBuffer(command.length * times);
        for (int i = 0; i < times; i++) {
            batch.writeBytes(command);
        }
        return Unpooled.unreleasableBuffer(batch);
    }
}
