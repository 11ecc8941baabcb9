import java.util.List;

/** A client object whose only connection has a consumer's name. */
interface Consumer extends AutoCloseable {
    /** What BLPOP answers: text and values as byte[], numbers as Long; null if nothing came in time. */
    List<?> pop(String key, int seconds) throws Exception;

    /** What RPUSH acks answers. */
    long acknowledge(String acknowledgement) throws Exception;

    @Override
    void close();
}
