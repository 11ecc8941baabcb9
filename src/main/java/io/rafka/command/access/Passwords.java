package io.rafka.command.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Passwords are kept as their SHA-256 only, in hexadecimal digits as Redis writes it. */
final class Passwords {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    /** Compared with where there is no other: of no password that is known. */
    private static final List<String> NOBODYS = List.of("0".repeat(64));

    private Passwords() {}

    static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    static String hash(byte[] password) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(password));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    /**
     * Whether the password is one of these. All are looked at, each from the first letter to the last, and one where
     * there are none: how long it takes tells nothing of the password, nor whether there is such a user.
     */
    static boolean isOneOf(List<String> hashes, byte[] password) {
        byte[] given = hash(password).getBytes(StandardCharsets.US_ASCII);
        boolean found = false;
        for (String hash : hashes.isEmpty() ? NOBODYS : hashes) {
            found |= MessageDigest.isEqual(given, hash.getBytes(StandardCharsets.US_ASCII));
        }
        return found;
    }
}
