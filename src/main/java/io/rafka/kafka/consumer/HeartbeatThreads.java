package io.rafka.kafka.consumer;

/** The threads that Kafka's consumers make for their heartbeats, with {@code group.protocol=classic}. */
final class HeartbeatThreads {
    private static final String NAME = "kafka-coordinator-heartbeat-thread";
    /** Kafka's consumer has one of its own; a few more, if it was fenced. */
    private static final int MOST = 16;

    private HeartbeatThreads() {}

    /**
     * Ends those that a consumer of the calling thread has left behind: it forgets its own when it is fenced. They are
     * in the thread group of the thread that made them, which nobody else is in.
     */
    static void endStray() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        Thread[] threads = new Thread[MOST];
        int count = group.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (threads[i].getName().startsWith(NAME)) {
                threads[i].interrupt();
            }
        }
    }
}
