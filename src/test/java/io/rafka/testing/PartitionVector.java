package io.rafka.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where librdkafka itself sent records with this key; README.md beside the file tells how that was found.
 *
 * @param keyText the key's bytes in hexadecimal, or as the file writes no key and an empty one
 * @param partitioner librdkafka's name of the one it was told to use
 * @param ofSeven the partition in a topic of seven, or {@link #ANY}
 * @param ofEight the partition in a topic of eight, or {@link #ANY}
 */
public record PartitionVector(String keyText, String partitioner, int ofSeven, int ofEight) {
    /** Instead of a partition: librdkafka sent records with this key to several. */
    public static final int ANY = -1;

    private static final String FILE = "/io/rafka/kafka/producer/partitions.tsv";
    private static final String NO_KEY = "-";
    private static final String EMPTY_KEY = "\"\"";

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

    /** Those of one of librdkafka's partitioners. */
    public static List<PartitionVector> of(String partitioner) {
        return all().stream()
                .filter(vector -> vector.partitioner.equals(partitioner))
                .toList();
    }

    private static PartitionVector parse(String[] columns) {
        PartitionVector vector =
                new PartitionVector(columns[0], columns[1], partition(columns[2]), partition(columns[3]));
        if (vector.ofSeven == ANY != (vector.ofEight == ANY)) {
            throw new IllegalStateException("any partition or one, whatever their number: " + vector);
        }
        return vector;
    }

    private static int partition(String text) {
        return text.equals("any") ? ANY : Integer.parseInt(text);
    }

    /** How the file writes a key; null is none. */
    public static String keyText(byte @Nullable [] key) {
        if (key == null) {
            return NO_KEY;
        }
        return key.length == 0 ? EMPTY_KEY : HexFormat.of().formatHex(key);
    }

    /** The key's bytes; null for a record without one. */
    public byte @Nullable [] key() {
        return keyText.equals(NO_KEY) ? null : HexFormat.of().parseHex(keyText.equals(EMPTY_KEY) ? "" : keyText);
    }

    /** Whether librdkafka sent records with this key to more than one partition. */
    public boolean isAny() {
        return ofSeven == ANY;
    }
}
