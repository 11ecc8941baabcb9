/* Tries everything that ../README.md lists with hiredis. */
#include <hiredis/hiredis.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MESSAGES = 1000, BATCH = 100, USERS = 10, LONGEST = 64 };

static const struct timeval CONNECT_TIMEOUT = {5, 0};
static const struct timeval COMMAND_TIMEOUT = {30, 0};
/* Any bytes pass, with line ends and all. */
static const char BYTES[] = {' ', '\xff', '\0', '\r', '\n'};

struct message {
    long long partition;
    size_t length;
    char value[LONGEST];
};

static void check(bool is_right, const char *format, ...) {
    if (is_right) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    fputs("hiredis: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    exit(1);
}

static redisContext *connect_to(const char *host, int port) {
    redisContext *redis = redisConnectWithTimeout(host, port, CONNECT_TIMEOUT);
    check(redis != NULL && redis->err == 0, "connecting: %s", redis ? redis->errstr : "out of memory");
    redisSetTimeout(redis, COMMAND_TIMEOUT);
    return redis;
}

static redisReply *checked(const redisContext *redis, const char *what, redisReply *reply) {
    check(reply != NULL, "%s: %s", what, redis->errstr);
    check(reply->type != REDIS_REPLY_ERROR, "%s: %s", what, reply->str);
    return reply;
}

static redisReply *command(redisContext *redis, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    redisReply *reply = redisvCommand(redis, format, arguments);
    va_end(arguments);
    return checked(redis, format, reply);
}

static void expect_integer(const char *what, long long expected, redisReply *reply) {
    check(reply->type == REDIS_REPLY_INTEGER && reply->integer == expected,
          "%s: expected the integer %lld, got %lld of type %d", what, expected, reply->integer, reply->type);
    freeReplyObject(reply);
}

static bool is_text(const redisReply *reply, const char *text) {
    return reply->str != NULL && strcmp(reply->str, text) == 0;
}

static void expect_text(const char *what, const char *expected, redisReply *reply) {
    check(is_text(reply, expected), "%s: expected '%s', got '%s' of type %d", what, expected, reply->str, reply->type);
    freeReplyObject(reply);
}

static void set_name(redisContext *redis, const char *name) {
    expect_text("CLIENT SETNAME", "OK", command(redis, "CLIENT SETNAME %s", name));
    expect_text("CLIENT GETNAME", name, command(redis, "CLIENT GETNAME"));
}

static void quit(redisContext *redis) {
    expect_text("QUIT", "OK", command(redis, "QUIT"));
    redisFree(redis);
}

/* Messages with even numbers have a key, the others none. */
static bool has_key(int number) {
    return number % 2 == 0;
}

static int user_of(int number) {
    return number / 2 % USERS;
}

static size_t value_of(int number, char value[LONGEST]) {
    int length = has_key(number) ? snprintf(value, LONGEST, "%d user:%d", number, user_of(number))
                                 : snprintf(value, LONGEST, "%d -", number);
    memcpy(value + length, BYTES, sizeof BYTES);
    return (size_t) length + sizeof BYTES;
}

static void produce_batch(redisContext *redis, const char *topic, int first) {
    for (int number = first; number < first + BATCH; number++) {
        char value[LONGEST];
        size_t length = value_of(number, value);
        int status = has_key(number)
            ? redisAppendCommand(redis, "RPUSHX topics:%s:user:%d %b", topic, user_of(number), value, length)
            : redisAppendCommand(redis, "RPUSHX topics:%s %b", topic, value, length);
        check(status == REDIS_OK, "appending RPUSHX: %s", redis->errstr);
    }
    for (int i = 0; i < BATCH; i++) {
        redisReply *reply = NULL;
        redisGetReply(redis, (void **) &reply);
        expect_integer("pipelined RPUSHX", 1, checked(redis, "pipelined RPUSHX", reply));
    }
}

/* Takes and acknowledges the next message; false if there is none in time. */
static bool pop(redisContext *consumer, const char *topic, int seconds, struct message *message) {
    redisReply *reply = command(consumer, "BLPOP topics:%s %d", topic, seconds);
    if (reply->type == REDIS_REPLY_NIL) {
        freeReplyObject(reply);
        return false;
    }
    check(reply->type == REDIS_REPLY_ARRAY && reply->elements == 8,
          "BLPOP: expected 8 elements, got %zu, type %d", reply->elements, reply->type);
    redisReply **part = reply->element;
    const redisReply *partition = part[3], *offset = part[5], *value = part[7];
    check(is_text(part[0], "topic") && is_text(part[1], topic) && is_text(part[2], "partition")
              && is_text(part[4], "offset") && is_text(part[6], "value"),
          "BLPOP: expected topic %s, partition, offset, value; got %s %s, %s, %s, %s", topic, part[0]->str,
          part[1]->str, part[2]->str, part[4]->str, part[6]->str);
    check(partition->type == REDIS_REPLY_INTEGER && offset->type == REDIS_REPLY_INTEGER
              && value->type == REDIS_REPLY_STRING && value->len < LONGEST,
          "BLPOP: expected two integers and a short string, got the types %d, %d, %d", partition->type,
          offset->type, value->type);
    message->partition = partition->integer;
    message->length = value->len;
    memcpy(message->value, value->str, value->len + 1);
    expect_integer("RPUSH acks", 1,
                   command(consumer, "RPUSH acks %s:%lld:%lld", topic, partition->integer, offset->integer));
    freeReplyObject(reply);
    return true;
}

static void expect_none(redisContext *consumer, const char *topic) {
    struct message message;
    check(!pop(consumer, topic, 1, &message), "BLPOP: expected nothing, got '%s'", message.value);
}

static void expect_only(redisContext *consumer, const char *topic, const char *value) {
    struct message message;
    check(pop(consumer, topic, 20, &message), "BLPOP: expected '%s', got nothing", value);
    check(strcmp(message.value, value) == 0, "BLPOP: expected '%s', got '%s'", value, message.value);
    expect_none(consumer, topic);
}

static void consume(redisContext *consumer, const char *topic) {
    bool seen[MESSAGES] = {false};
    int last_of[USERS];
    long long partition_of[USERS];
    for (int user = 0; user < USERS; user++) {
        last_of[user] = -1;
    }
    for (int count = 0; count < MESSAGES; count++) {
        struct message message;
        char expected[LONGEST];
        check(pop(consumer, topic, 20, &message), "BLPOP: expected %d messages, got %d", MESSAGES, count);
        int number = atoi(message.value);
        check(number >= 0 && number < MESSAGES && !seen[number],
              "BLPOP: expected each message once, got '%s'", message.value);
        seen[number] = true;
        check(message.length == value_of(number, expected) && memcmp(message.value, expected, message.length) == 0,
              "BLPOP: expected '%s' and all its bytes, got '%s' of %zu bytes", expected, message.value, message.length);
        if (!has_key(number)) {
            continue;
        }
        int user = user_of(number);
        check(last_of[user] < 0 || (number > last_of[user] && message.partition == partition_of[user]),
              "user:%d: %d of partition %lld came after %d of partition %lld", user, number, message.partition,
              last_of[user], partition_of[user]);
        last_of[user] = number;
        partition_of[user] = message.partition;
    }
}

static void reconnect(redisContext *redis) {
    time_t start = time(NULL);
    while (redisReconnect(redis) != REDIS_OK) {
        check(time(NULL) - start <= 20, "reconnecting: %s", redis->errstr);
        usleep(100 * 1000);
    }
    redisSetTimeout(redis, COMMAND_TIMEOUT);
}

static void restart(redisContext *redis, redisContext *consumer, const char *topic, const char *consumer_name) {
    puts("restart");
    check(getchar() != EOF, "restart: expected a line, got the end of the input");
    check(redisCommand(redis, "PING") == NULL, "PING on the old connection: expected an error, got a reply");
    reconnect(redis);
    expect_text("PING", "PONG", command(redis, "PING"));
    expect_integer("RPUSHX", 1, command(redis, "RPUSHX topics:%s restarted", topic));
    expect_integer("DUMP", 0, command(redis, "DUMP 10000"));
    reconnect(consumer);
    set_name(consumer, consumer_name);
    expect_only(consumer, topic, "restarted");
}

int main(int count, char **arguments) {
    check(count == 6, "usage: matrix <host> <port> <protocol> <topic> <group>");
    const char *host = arguments[1], *topic = arguments[4], *group = arguments[5];
    int port = atoi(arguments[2]);
    char consumer_name[256];
    snprintf(consumer_name, sizeof consumer_name, "%s:hiredis", group);
    signal(SIGPIPE, SIG_IGN);
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);

    printf("version %d.%d.%d\nprotocol 2\n", HIREDIS_MAJOR, HIREDIS_MINOR, HIREDIS_PATCH);
    redisContext *redis = connect_to(host, port);
    expect_text("PING", "PONG", command(redis, "PING"));
    puts("ok connect");
    set_name(redis, "label");
    puts("ok name");
    puts("skip pool hiredis has none");

    for (int first = 0; first < MESSAGES; first += BATCH) {
        produce_batch(redis, topic, first);
    }
    expect_integer("DUMP", 0, command(redis, "DUMP 10000"));
    puts("ok produce");

    redisContext *consumer = connect_to(host, port);
    set_name(consumer, consumer_name);
    consume(consumer, topic);
    puts("ok consume");
    expect_none(consumer, topic);
    puts("ok timeout");

    quit(consumer);
    expect_integer("RPUSHX", 1, command(redis, "RPUSHX topics:%s again", topic));
    consumer = connect_to(host, port);
    set_name(consumer, consumer_name);
    expect_only(consumer, topic, "again");
    puts("ok again");

    restart(redis, consumer, topic, consumer_name);
    puts("ok restart");
    puts("skip health hiredis has none");
    quit(consumer);
    quit(redis);
}
