package io.rafka.resp;

/** The protocol version in which a connection gets its replies; chosen by HELLO. */
public enum RespVersion {
    /** What every connection starts with. */
    RESP2(2),
    /** Maps, a null of its own, and pushes. */
    RESP3(3);

    private final int number;

    RespVersion(int number) {
        this.number = number;
    }

    /** The number that HELLO names it by. */
    public int number() {
        return number;
    }
}
