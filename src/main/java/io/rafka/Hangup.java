package io.rafka;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, at which servers read their files anew, and Java ends.
 *
 * <p>Java's only way to signals is {@code sun.misc.Signal}, supported since 9 in the module {@code jdk.unsupported}.
 * The compiler warns of each use, and has nothing that suppresses that; so it is found by its name.
 */
final class Hangup {
    private static final Logger LOGGER = LoggerFactory.getLogger(Hangup.class);
    private static final String PACKAGE = "sun.misc.";

    private Hangup() {}

    /**
     * Has something done at each SIGHUP, on a thread of Java's for it. Where the system has no such signal, or the user
     * wants it ignored (nohup), all stays as it is.
     */
    static void handle(Runnable task) {
        try {
            Class<?> signal = Class.forName(PACKAGE + "Signal");
            Class<?> handler = Class.forName(PACKAGE + "SignalHandler");
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Object hangup = lookup.findConstructor(signal, MethodType.methodType(void.class, String.class))
                    .invoke("HUP");
            var run = MethodHandles.dropArguments(
                    lookup.findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                            .bindTo(task),
                    0,
                    signal);
            Object ours = MethodHandleProxies.asInterfaceInstance(handler, run);
            lookup.findStatic(signal, "handle", MethodType.methodType(handler, signal, handler))
                    .invoke(hangup, ours);
        } catch (Throwable e) {
            // IllegalArgumentException where there is no such signal, or -Xrs leaves it to the system.
            LOGGER.debug("SIGHUP stays as it is", e);
        }
    }
}
