package io.rafka.embedded;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A thread for one of the node's few waiting tasks; it never keeps the JVM alive. */
final class DaemonThread extends Thread {
    private DaemonThread(String name, Runnable task) {
        super(task, name);
        setDaemon(true);
    }

    static DaemonThread start(String name, Runnable task) {
        DaemonThread thread = new DaemonThread(name, task);
        thread.start();
        return thread;
    }

    /**
     * Waits for the end of the thread. An interrupt of the caller does not shorten it, but is kept: whoever closes a
     * broker because he was interrupted wants it closed all the same.
     *
     * @return whether the thread ended in time
     */
    boolean awaitEnd(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        long left = limit.toMillis();
        while (isAlive() && left > 0) {
            try {
                join(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !isAlive();
    }
}
