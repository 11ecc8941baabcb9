import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The steps of a matrix program (README.md), with any library. */
final class Steps {
    private static final int COUNT = 1000;
    private static final int BATCH = 100;
    private static final int POOL_USERS = 4;
    private static final Duration REPEAT = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private interface Step {
        void run() throws Exception;
    }

    private final Library library;
    private final Arguments arguments;
    private final String topicKey;
    private volatile String current = "start";

    private Steps(Library library, Arguments arguments) {
        this.library = library;
        this.arguments = arguments;
        topicKey = "topics:" + arguments.topic();
    }

    static void run(Library library, Arguments arguments) {
        Steps steps = new Steps(library, arguments);
        steps.watch();
        try {
            steps.run();
        } catch (Exception e) {
            System.err.print(steps.current + ": ");
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void run() throws Exception {
        say("version " + library.version());
        step("connect", this::connect);
        step("name", this::name);
        step("pool", this::pool);
        step("produce", this::produce);
        try (Consumer consumer = consumer()) {
            step("consume", () -> consume(consumer));
            step("timeout", () -> expectNothing(consumer));
        }
        step("again", this::again);
        step("restart", this::restart);
        step("health", this::health);
    }

    private void step(String name, Step step) throws Exception {
        current = name;
        step.run();
        say("ok " + name);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Ends the program if it hangs. */
    private void watch() {
        Thread watchdog = new Thread(() -> {
            try {
                Thread.sleep(LIMIT.toMillis());
            } catch (InterruptedException e) {
                return;
            }
            System.err.println(current + ": expected an end within " + LIMIT + ", got none");
            Runtime.getRuntime().halt(1);
        });
        watchdog.setDaemon(true);
        watchdog.start();
    }

    private void connect() throws Exception {
        try (Client client = library.client()) {
            Check.equal("PING", true, client.ping());
            say("protocol " + client.protocol());
        }
    }

    private void name() throws Exception {
        String label = "label-" + library.name();
        try (Client client = library.named(label)) {
            Check.equal("CLIENT GETNAME", label, client.name());
        }
    }

    private void pool() throws Exception {
        ExecutorService users = Executors.newFixedThreadPool(POOL_USERS);
        CyclicBarrier start = new CyclicBarrier(POOL_USERS);
        try (Client pool = library.pool()) {
            List<Future<String>> echoes = new ArrayList<>();
            for (int i = 0; i < POOL_USERS; i++) {
                String text = "text of user " + i;
                echoes.add(users.submit(() -> {
                    start.await();
                    return pool.echo(text);
                }));
            }
            for (int i = 0; i < POOL_USERS; i++) {
                Check.equal("ECHO", "text of user " + i, echoes.get(i).get());
            }
        } finally {
            users.shutdownNow();
        }
    }

    private void produce() throws Exception {
        List<List<Push>> batches = new ArrayList<>();
        for (int start = 0; start < COUNT; start += BATCH) {
            batches.add(IntStream.range(start, start + BATCH)
                    .mapToObj(number -> Push.numbered(arguments.topic(), number))
                    .toList());
        }
        List<Long> expected = new ArrayList<>(Collections.nCopies(COUNT, 1L));
        expected.add(0L);
        try (Client client = library.client()) {
            Check.equal("RPUSHX, and DUMP at the end", expected, client.produce(batches));
        }
    }

    private void produceOne(Client client, String text) throws Exception {
        List<Long> answers = client.produce(List.of(List.of(Push.of(arguments.topic(), text))));
        Check.equal("RPUSHX and DUMP", List.of(1L, 0L), answers);
    }

    /** Repeated: the server may not have noticed yet that the former connection with this name has gone. */
    private Consumer consumer() throws Exception {
        return repeat(() -> library.consumer(arguments.group() + ":" + library.name()));
    }

    private void consume(Consumer consumer) throws Exception {
        Received received = new Received(arguments.topic());
        for (int i = 0; i < COUNT; i++) {
            received.add(pop(consumer));
        }
        received.checkComplete(COUNT);
    }

    /** The next message, now acknowledged. */
    private Message pop(Consumer consumer) throws Exception {
        List<?> reply = consumer.pop(topicKey, 20);
        Check.that(reply != null, "BLPOP: expected a message within 20 s, got none");
        Message message = Message.of(reply);
        Check.equal("topic", arguments.topic(), message.topic());
        Check.equal("RPUSH acks", 1L, consumer.acknowledge(message.acknowledgement()));
        return message;
    }

    private void expectNothing(Consumer consumer) throws Exception {
        long start = System.nanoTime();
        Check.equal("BLPOP with nothing left", null, consumer.pop(topicKey, 1));
        long millis = (System.nanoTime() - start) / 1_000_000;
        Check.that(millis > 900, "BLPOP's timeout: expected 1 s, got " + millis + " ms");
    }

    private void again() throws Exception {
        try (Client client = library.client()) {
            produceOne(client, "again");
        }
        try (Consumer consumer = consumer()) {
            Check.equal("message", "again", pop(consumer).text());
            expectNothing(consumer);
        }
    }

    private void restart() throws Exception {
        try (Client pool = library.pool();
                Consumer consumer = consumer()) {
            Check.equal("PING", true, pool.ping());
            expectNothing(consumer);
            say("restart");
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            Check.that(input.readLine() != null, "restart: expected a line on standard input, got its end");
            Check.equal("PING", true, repeat(pool::ping));
            repeat(() -> {
                produceOne(pool, "restarted");
                return null;
            });
            Check.equal("message", "restarted", repeat(() -> pop(consumer)).text());
            expectNothing(consumer);
        }
    }

    private void health() throws Exception {
        try (Client pool = library.checkedPool()) {
            Check.equal("ECHO", "before", pool.echo("before"));
            // Libraries whose check is a PING now and then have been told to do so every second.
            Thread.sleep(1500);
            Check.equal("ECHO", "after", pool.echo("after"));
        }
    }

    /** As an application does while the server is away. */
    private static <T> T repeat(Callable<T> action) throws Exception {
        long start = System.nanoTime();
        while (true) {
            try {
                return action.call();
            } catch (Check.WrongAnswer e) {
                throw e;
            } catch (Exception e) {
                if (System.nanoTime() - start > REPEAT.toNanos()) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }
}
