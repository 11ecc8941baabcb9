import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The numbered messages that came: each once and whole, those of a key from one partition and in order. */
final class Received {
    private final String topic;
    private final List<Integer> numbers = new ArrayList<>();
    private final Map<String, Integer> lastOf = new HashMap<>();
    private final Map<String, Long> partitionOf = new HashMap<>();

    Received(String topic) {
        this.topic = topic;
    }

    void add(Message message) {
        int number = Integer.parseInt(message.text().split(" ", 2)[0]);
        Check.equal("message", Push.numbered(topic, number).text(), message.text());
        numbers.add(number);
        String key = Push.recordKey(number);
        if (key != null) {
            Integer last = lastOf.put(key, number);
            Check.that(last == null || last < number, key + ": expected a message after " + last + ", got " + number);
            Long partition = partitionOf.put(key, message.partition());
            Check.that(
                    partition == null || partition == message.partition(),
                    key + ": expected partition " + partition + ", got " + message.partition());
        }
    }

    void checkComplete(int count) {
        Collections.sort(numbers);
        Check.equal("numbers of the messages", IntStream.range(0, count).boxed().toList(), numbers);
    }
}
