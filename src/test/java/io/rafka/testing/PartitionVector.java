package io.rafka.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Where librdkafka itself sent a record with this key; README.md beside the file tells how that was found.
 *
 * @param hexKey the key's bytes in hexadecimal
 * @param ofSeven the partition in a topic of seven
 * @param ofEight the partition in a topic of eight
 */
public record PartitionVector(String hexKey, int ofSeven, int ofEight) {
    private static final String FILE = "/io/rafka/kafka/producer/consistent_random.tsv";

    /** All that there are. */
    public static List<PartitionVector> all() {
        try (InputStream file = Objects.requireNonNull(PartitionVector.class.getResourceAsStream(FILE), FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> parse(line.split("\t", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PartitionVector parse(String[] columns) {
        return new PartitionVector(columns[0], Integer.parseInt(columns[1]), Integer.parseInt(columns[2]));
    }

    /** The key's bytes. */
    public byte[] key() {
        return HexFormat.of().parseHex(hexKey);
    }
}
