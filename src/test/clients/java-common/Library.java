/** A Redis library, and the ways in which its users connect with it. What it gives is connected. */
interface Library {
    String name();

    String version() throws Exception;

    /** With the library's usual options. */
    Client client() throws Exception;

    /** Its connections have this name. */
    Client named(String label) throws Exception;

    /** May have four connections at the same time. */
    Client pool() throws Exception;

    /** A pool that looks whether its connections still work. */
    Client checkedPool() throws Exception;

    /** Has one connection, with this name. */
    Consumer consumer(String name) throws Exception;
}
