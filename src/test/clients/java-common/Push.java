import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A message to produce. */
record Push(String key, byte[] value) {
    /** Even numbers have a key in Kafka, with a colon in it. Values are no UTF-8, and end a line. */
    static Push numbered(String topic, int number) {
        String recordKey = recordKey(number);
        String text = number + " " + (recordKey == null ? "-" : recordKey) + " \u00ff\0\r\n";
        return of(topic + (recordKey == null ? "" : ":" + recordKey), text);
    }

    static Push of(String topic, String text) {
        return new Push("topics:" + topic, text.getBytes(ISO_8859_1));
    }

    /** A character for each byte of the value. */
    String text() {
        return new String(value, ISO_8859_1);
    }

    static String recordKey(int number) {
        return number % 2 == 0 ? "user:" + number / 2 % 10 : null;
    }
}
