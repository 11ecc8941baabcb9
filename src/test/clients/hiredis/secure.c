/* Does as users of an aclfile what it is told: ../README.md. */
#include <hiredis/hiredis.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_LINE = 1024, MOST_WORDS = 16 };

// docs/clients.md {
/* One HELLO logs in and names the connection; after redisReconnect it is needed again. */
struct client {
    redisContext *redis;
    const char *hello;
};

static struct client producer = {.hello = "HELLO 2 AUTH alice alice-secret SETNAME a-producer"};
static struct client consumer = {.hello = "HELLO 2 AUTH bob bob-secret SETNAME myapp:worker-1"};

static redisReply *connect_client(struct client *client) {
    if (client->redis == NULL) {
        client->redis = redisConnect("localhost", 6380);
    } else {
        redisReconnect(client->redis);
    }
    if (client->redis == NULL || client->redis->err) {
        return NULL;
    }
    redisSetTimeout(client->redis, (struct timeval){30, 0});
    return redisCommand(client->redis, client->hello);
}
// docs/clients.md }

static void print(const redisReply *reply) {
    switch (reply->type) {
    case REDIS_REPLY_INTEGER:
        printf(" %lld", reply->integer);
        break;
    case REDIS_REPLY_ARRAY:
        for (size_t i = 0; i < reply->elements; i++) {
            print(reply->element[i]);
        }
        break;
    case REDIS_REPLY_NIL:
        break;
    default:
        printf(" %s", reply->str);
    }
}

/* Writes the line for a reply, NULL if there is none. */
static void answer(const struct client *client, redisReply *reply) {
    if (reply == NULL) {
        printf("error %s\n", client->redis ? client->redis->errstr : "out of memory");
        return;
    }
    fputs(reply->type == REDIS_REPLY_ERROR ? "error" : "ok", stdout);
    print(reply);
    putchar('\n');
    freeReplyObject(reply);
}

static void connect_both(void) {
    redisFree(consumer.redis);
    redisFree(producer.redis);
    consumer.redis = producer.redis = NULL;
    struct client *clients[] = {&producer, &consumer};
    for (int i = 0; i < 2; i++) {
        redisReply *reply = connect_client(clients[i]);
        if (reply == NULL || reply->type == REDIS_REPLY_ERROR) {
            answer(clients[i], reply);
            return;
        }
        freeReplyObject(reply);
    }
    puts("ok");
}

static void send_words(struct client *client, int count, const char **words) {
    redisReply *reply = redisCommandArgv(client->redis, count, words, NULL);
    if (reply != NULL) {
        answer(client, reply);
        return;
    }
    answer(client, NULL);
    freeReplyObject(connect_client(client));
}

int main(void) {
    signal(SIGPIPE, SIG_IGN);
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    char line[LONGEST_LINE];
    while (fgets(line, sizeof line, stdin) != NULL) {
        const char *words[MOST_WORDS];
        int count = 0;
        for (char *word = strtok(line, " \n"); word != NULL && count < MOST_WORDS; word = strtok(NULL, " \n")) {
            words[count++] = word;
        }
        if (strcmp(words[0], "connect") == 0) {
            connect_both();
        } else {
            send_words(strcmp(words[0], "producer") == 0 ? &producer : &consumer, count - 1, words + 1);
        }
    }
}
