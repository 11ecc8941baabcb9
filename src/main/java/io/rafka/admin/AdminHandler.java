package io.rafka.admin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the admin listener: finds the page of a request, and sends what it answers. */
final class AdminHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOGGER = LoggerFactory.getLogger(AdminHandler.class);
    /** For a whole request to come, from the connect or the last answer on: who sends it slowly holds a place. */
    private static final int PATIENCE_SECONDS = 30;

    /** What a page shows comes from clients too: nothing of it may be executed, nor be framed by others. */
    private static final String CONTENT_SECURITY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_ALLOWED = 405;
    private static final int BROKEN = 500;
    private static final int LONGEST_SHOWN = 100;

    /** This machine, by a name that nobody else can give to it. */
    private static final Pattern LOCAL = Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?");

    private final Map<String, Page> pages;
    private final boolean isLocal;
    private @Nullable Future<?> deadline;
    private boolean awaitsRequest;

    /** @param isLocal whether only this machine can connect */
    AdminHandler(Map<String, Page> pages, boolean isLocal) {
        this.pages = pages;
        this.isLocal = isLocal;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        awaitRequest(context);
    }

    private void awaitRequest(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> context.close(), PATIENCE_SECONDS, TimeUnit.SECONDS);
        awaitsRequest = true;
        context.read();
    }

    /** A request may come in pieces; FlowControlHandler has forgotten by now that one was asked for. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (awaitsRequest) {
            context.read();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopDeadline();
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        stopDeadline();
        awaitsRequest = false;
        boolean isHead = request.method().equals(HttpMethod.HEAD);
        answer(request, context.executor())
                .whenComplete((answer, failure) -> context.executor().execute(() -> {
                    if (failure != null) {
                        LOGGER.error("admin request failed uri={}", request.uri(), failure);
                    }
                    send(context, failure == null ? answer : Answer.text(BROKEN, "internal error\n"), isHead);
                }));
    }

    private CompletionStage<Answer> answer(FullHttpRequest request, Executor listener) {
        Answer refusal = refusal(request);
        if (refusal != null) {
            return CompletableFuture.completedFuture(refusal);
        }
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        String path = uri.path();
        Page page = pages.get(path);
        if (page == null) {
            return CompletableFuture.completedFuture(
                    Answer.text(Answer.NOT_THERE, "no page " + shown(path) + ", there are " + paths() + "\n"));
        }
        try {
            String accept = request.headers().get(HttpHeaderNames.ACCEPT, "");
            return page.answer(new AdminRequest(accept, uri.parameters()), listener);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private @Nullable Answer refusal(FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Answer.text(BAD_REQUEST, "not a request that can be understood\n");
        }
        String host = request.headers().get(HttpHeaderNames.HOST, "localhost");
        if (isLocal && !LOCAL.matcher(host).matches()) {
            // A browser on this machine, whom a page from elsewhere has sent here under a name of its own.
            return Answer.text(FORBIDDEN, "the header Host must be localhost, 127.0.0.1 or [::1]\n");
        }
        if (isOfAnotherSite(request)) {
            return Answer.text(FORBIDDEN, "not for pages of other sites\n");
        }
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            return Answer.text(NOT_ALLOWED, "only GET and HEAD\n");
        }
        return null;
    }

    /** A browser tells whose page it asks for. A link to here may stand anywhere, as it only shows what is here. */
    private static boolean isOfAnotherSite(FullHttpRequest request) {
        return request.headers().get("Sec-Fetch-Site", "").matches("cross-site|same-site")
                && !request.headers().get("Sec-Fetch-Mode", "").equals("navigate");
    }

    private String paths() {
        return String.join(", ", pages.keySet());
    }

    /** It comes back as text, and nobody wants all of it. */
    private static String shown(String path) {
        String printable = path.replaceAll("[^\\x21-\\x7e]", "?");
        return printable.length() <= LONGEST_SHOWN ? printable : printable.substring(0, LONGEST_SHOWN) + "...";
    }

    private void send(ChannelHandlerContext context, Answer answer, boolean isHead) {
        ByteBuf body = isHead ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body());
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, answer.body().length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff")
                .set("Content-Security-Policy", CONTENT_SECURITY)
                .set("Referrer-Policy", "no-referrer")
                .set("Cross-Origin-Resource-Policy", "same-origin");
        if (answer.status() == NOT_ALLOWED) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        if (answer.status() == BAD_REQUEST) {
            // Where the next request begins is not known either.
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
        }
        context.writeAndFlush(response).addListener(sent -> {
            if (sent.isSuccess() && context.channel().isActive()) {
                awaitRequest(context);
            }
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            LOGGER.debug("admin client has gone channel=\"{}\" reason=\"{}\"", context.channel(), cause.toString());
        } else {
            LOGGER.error("admin client closed after a failure channel=\"{}\"", context.channel(), cause);
        }
        context.close();
    }
}
