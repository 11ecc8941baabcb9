import java.util.List;

/** A library's client object, with one connection or with several. */
interface Client extends AutoCloseable {
    boolean ping() throws Exception;

    String echo(String text) throws Exception;

    String name() throws Exception;

    /** 2 or 3: what the connection really speaks. */
    int protocol() throws Exception;

    /** Sends each batch pipelined, then DUMP 10000, all on one connection; the answers of them all. */
    List<Long> produce(List<List<Push>> batches) throws Exception;

    @Override
    void close();
}
