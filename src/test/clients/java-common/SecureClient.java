/** A library's client object for a user, connected. */
interface SecureClient extends AutoCloseable {
    /** Any command's answer: null, a text as byte[] or String, a Long, or a list of such. */
    Object send(String... words) throws Exception;

    @Override
    void close();
}
