package io.rafka.testing.secure;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The first words of a client, as no library says them: of any version up to TLS 1.2, with any cipher suites.
 *
 * @param version 0x0300 is SSL 3, 0x0301 TLS 1.0, 0x0303 TLS 1.2
 * @param suites their numbers
 */
public record ClientHello(int version, List<Integer> suites) {
    private static final int RANDOM = 32;
    private static final byte[] EXTENSIONS = {
        // The curve P-256, uncompressed points, and signatures with ECDSA and RSA.
        0x00,
        0x0a,
        0x00,
        0x04,
        0x00,
        0x02,
        0x00,
        0x17, //
        0x00,
        0x0b,
        0x00,
        0x02,
        0x01,
        0x00, //
        0x00,
        0x0d,
        0x00,
        0x06,
        0x00,
        0x04,
        0x04,
        0x03,
        0x08,
        0x04
    };

    /** Of these suites. */
    public static ClientHello of(int version, Integer... suites) {
        return new ClientHello(version, List.of(suites));
    }

    /** The record that it comes in. */
    public byte[] bytes() {
        int length = 2 + RANDOM + 1 + 2 + 2 * suites.size() + 2 + 2 + EXTENSIONS.length;
        ByteBuffer bytes = ByteBuffer.allocate(5 + 4 + length);
        bytes.put((byte) 22).putShort((short) Math.min(version, 0x0301)).putShort((short) (4 + length));
        bytes.put((byte) 1).put((byte) 0).putShort((short) length);
        bytes.putShort((short) version).put(new byte[RANDOM]).put((byte) 0);
        bytes.putShort((short) (2 * suites.size()));
        for (int suite : suites) {
            bytes.putShort((short) suite);
        }
        bytes.put((byte) 1).put((byte) 0);
        bytes.putShort((short) EXTENSIONS.length).put(EXTENSIONS);
        return bytes.array();
    }
}
