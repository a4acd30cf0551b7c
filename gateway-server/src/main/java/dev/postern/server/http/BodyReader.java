/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import dev.postern.server.ServerLimits;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Reads a request's body without holding a thread while its bytes are on their way. */
final class BodyReader implements Runnable {
    private static final int FIRST_GUESS = 4096;

    private final Exchange exchange;
    private final Request request;
    private final Consumer<byte[]> then;
    private final ServerLimits limits;
    private final AtomicBoolean over = new AtomicBoolean();
    private byte[] bytes;
    private int length;
    private Scheduler.@Nullable Task timeout;

    private BodyReader(Exchange exchange, int announced, Consumer<byte[]> then) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.then = then;
        this.limits = exchange.limits();
        this.bytes = new byte[announced < 0 ? FIRST_GUESS : announced];
    }

    /**
     * Reads the body, then goes on with it in a thread that may block.
     *
     * @throws Refusal 413 if its length is announced and too large
     */
    static void read(Exchange exchange, Consumer<byte[]> then) {
        long announced = exchange.request().getLength();
        int limit = exchange.limits().maxBodyBytes();
        if (announced > limit) {
            throw tooLarge(limit);
        }
        // A length is a promise of bytes, not the bytes: no large array for a request that only announces them.
        new BodyReader(exchange, (int) Math.min(announced, 64 * 1024), then).run();
    }

    private static Refusal tooLarge(int limit) {
        return Refusal.invalid(413, "the body exceeds the limit of " + limit + " bytes");
    }

    @Override
    public void run() {
        try {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    await();
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    failed(chunk.getFailure());
                    return;
                }
                boolean last = chunk.isLast();
                append(chunk);
                if (last) {
                    done();
                    return;
                }
            }
        } catch (RuntimeException | Error e) {
            if (end()) {
                exchange.fail(e);
            }
        }
    }

    private void await() {
        if (timeout == null) {
            exchange.pendingBodies().add(this);
            timeout = request.getComponents()
                    .getScheduler()
                    .schedule(this::expired, limits.bodyRead().toMillis(), TimeUnit.MILLISECONDS);
        }
        if (!over.get()) {
            request.demand(this);
        }
    }

    private void append(Content.Chunk chunk) {
        try {
            int more = chunk.remaining();
            if (more > limits.maxBodyBytes() - length) {
                throw tooLarge(limits.maxBodyBytes());
            }
            if (more > bytes.length - length) {
                bytes = Arrays.copyOf(
                        bytes, Math.max(length + more, Math.min(limits.maxBodyBytes(), 2 * bytes.length)));
            }
            chunk.getByteBuffer().get(bytes, length, more);
            length += more;
        } finally {
            chunk.release();
        }
    }

    private void done() {
        if (!end()) {
            return;
        }
        byte[] whole = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        try {
            if (timeout != null && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2) {
                // While a demand is being answered, the server keeps the news of a reset stream back.
                elsewhere().execute(() -> go(whole));
            } else {
                go(whole);
            }
        } catch (RejectedExecutionException e) {
            exchange.fail(new Refusal(ErrorAnswer.overloaded()));
        }
    }

    private Executor elsewhere() {
        Executor pool = request.getComponents().getExecutor();
        Executor virtual = VirtualThreads.getVirtualThreadsExecutor(pool);
        return virtual == null ? pool : virtual;
    }

    private void go(byte[] whole) {
        try {
            then.accept(whole);
        } catch (RuntimeException | Error e) {
            exchange.fail(e);
        }
    }

    private void failed(Throwable failure) {
        if (end()) {
            boolean slow = failure instanceof TimeoutException;
            exchange.fail(Refusal.invalid(
                    slow ? 408 : 400, slow ? "the body did not arrive in time" : "the body did not arrive whole"));
        }
    }

    private void expired() {
        if (end()) {
            exchange.failAwaiting(Refusal.invalid(
                    408, "the body did not arrive within " + limits.bodyRead().toSeconds() + " s"));
        }
    }

    /** Refuses the request, whose body is not there. */
    void serverStops() {
        if (end()) {
            exchange.failAwaiting(new Refusal(ErrorAnswer.stopping()));
        }
    }

    private boolean end() {
        if (!over.compareAndSet(false, true)) {
            return false;
        }
        Scheduler.Task armed = timeout;
        if (armed != null) {
            armed.cancel();
            exchange.pendingBodies().remove(this);
        }
        return true;
    }
}
