#include <hiredis/hiredis.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Ends the program if the command fails; the caller frees the reply. */
static redisReply *command(redisContext *redis, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    redisReply *reply = redisvCommand(redis, format, arguments);
    va_end(arguments);
    if (reply == NULL || reply->type == REDIS_REPLY_ERROR) {
        fprintf(stderr, "%s: %s\n", format, reply ? reply->str : redis->errstr);
        exit(1);
    }
    return reply;
}

int main(void) {
    redisContext *redis = redisConnect("localhost", 6380);
    if (redis == NULL || redis->err) {
        fprintf(stderr, "%s\n", redis ? redis->errstr : "out of memory");
        return 1;
    }

    const char text[] = "hello there!";
    freeReplyObject(command(redis, "RPUSHX topics:greetings %b", text, sizeof text - 1));

    freeReplyObject(command(redis, "CLIENT SETNAME myapp:worker-1"));
    redisReply *message = command(redis, "BLPOP topics:greetings 10");
    if (message->type == REDIS_REPLY_NIL) {
        printf("no message within 10 seconds\n");
    } else {
        const char *topic = message->element[1]->str;
        long long partition = message->element[3]->integer;
        long long offset = message->element[5]->integer;
        const redisReply *value = message->element[7];
        printf("%s/%lld/%lld: %.*s\n", topic, partition, offset, (int) value->len, value->str);
        freeReplyObject(command(redis, "RPUSH acks %s:%lld:%lld", topic, partition, offset));
    }
    freeReplyObject(message);
    redisFree(redis);
}
