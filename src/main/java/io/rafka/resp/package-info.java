/**
 * The Redis serialization protocol: bytes to {@link io.rafka.resp.Request requests}, replies to bytes.
 *
 * <p>Knows Netty's buffers and nothing else: no channel, no command, no Kafka. Reading order:
 * {@link io.rafka.resp.RespDecoder}, {@link io.rafka.resp.Request}, {@link io.rafka.resp.ReplyWriter}.
 */
@NullMarked
package io.rafka.resp;

import org.jspecify.annotations.NullMarked;
