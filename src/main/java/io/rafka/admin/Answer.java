package io.rafka.admin;

import java.nio.charset.StandardCharsets;

/**
 * What a page answers.
 *
 * @param status of HTTP, as 200
 * @param contentType a media type, with its character set where it is text
 * @param body not changed any more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(int status, String contentType, byte[] body) {
    /** HTTP's status of what is there. */
    public static final int OK = 200;

    static final int NOT_THERE = 404;
    static final int UNAVAILABLE = 503;

    /** Plain text. */
    static Answer text(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** JSON. */
    public static Answer json(int status, byte[] json) {
        return new Answer(status, "application/json", json);
    }
}
