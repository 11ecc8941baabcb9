package io.rafka.bench.scenario;

/** One kind of work, done by rafka and by the programs that it is compared with. */
public interface Scenario {
    /** A short name in lower case, for the command line and as the key of the results. */
    String name();

    /** What is done, for people. */
    String title();

    /** So many connections, as the end of a name. */
    static String by(int connections) {
        return connections == 1 ? ", 1 connection" : ", " + connections + " connections";
    }

    /** Does it all once more, each program after the other, and tells the results. */
    void run(Ground ground, Results results) throws Exception;
}
