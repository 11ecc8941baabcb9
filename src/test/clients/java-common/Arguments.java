/** What a matrix program is told: where the server is, and with what names to work there. */
record Arguments(String host, int port, String protocol, String topic, String group) {
    static Arguments of(String... words) {
        if (words.length != 5) {
            System.err.println("Usage: Matrix <host> <port> <default|2|3> <topic> <group>");
            System.exit(2);
        }
        return new Arguments(words[0], Integer.parseInt(words[1]), words[2], words[3], words[4]);
    }
}
