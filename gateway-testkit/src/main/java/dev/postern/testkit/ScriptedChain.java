/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import dev.postern.api.Body;
import dev.postern.api.Headers;
import dev.postern.api.Reply;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the rest of a call's way: answers as scripted, in order, and keeps the calls and streams it saw.
 *
 * <p>A call beyond the script fails with an {@link AssertionError}. Streams must be {@link ChunkStream}s, so that it can
 * tell which of them were left open. Safe for many threads.
 */
public final class ScriptedChain implements Chain {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Function<Call, Reply>> script = new ArrayDeque<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<ChunkStream> streams = new ArrayList<>();
    private final @Nullable Function<Call, Reply> rest;

    /** Creates a chain without a script; give it one by {@link #then}. */
    public ScriptedChain() {
        this(null);
    }

    private ScriptedChain(@Nullable Function<Call, Reply> rest) {
        this.rest = rest;
    }

    /** Returns a chain that answers every call beyond its script like this; the function may throw. */
    public static ScriptedChain always(Function<Call, Reply> answer) {
        return new ScriptedChain(answer);
    }

    /** Returns a whole reply without headers. */
    public static Reply.Whole whole(int status, String json) {
        return new Reply.Whole(status, Headers.empty(), Body.parse(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** Answers the next call with this reply. */
    public ScriptedChain then(Reply reply) {
        return then(call -> reply);
    }

    /** Answers the next call like this; the function may throw. */
    public ScriptedChain then(Function<Call, Reply> answer) {
        lock.lock();
        try {
            script.add(answer);
            return this;
        } finally {
            lock.unlock();
        }
    }

    /** Answers the next call with a whole reply. */
    public ScriptedChain then(int status, String json) {
        return then(whole(status, json));
    }

    /** Answers the next call with a stream. */
    public ScriptedChain thenStream(ChunkStream stream) {
        return then(stream.reply());
    }

    /** Fails the next call. */
    public ScriptedChain thenThrow(RuntimeException failure) {
        return then(call -> {
            throw failure;
        });
    }

    @Override
    public Reply proceed(Call call) {
        Function<Call, Reply> answer = note(call);
        if (answer == null) {
            throw new AssertionError("next was called " + calls().size() + " times, which is once more than scripted");
        }
        Reply reply = answer.apply(call);
        if (reply instanceof Reply.Streaming streaming) {
            if (!(streaming.events() instanceof ChunkStream stream)) {
                throw new IllegalArgumentException("the scripted reply must stream a ChunkStream");
            }
            note(stream);
        }
        return reply;
    }

    private @Nullable Function<Call, Reply> note(Call call) {
        lock.lock();
        try {
            calls.add(call);
            Function<Call, Reply> next = script.poll();
            return next == null ? rest : next;
        } finally {
            lock.unlock();
        }
    }

    private void note(ChunkStream stream) {
        lock.lock();
        try {
            streams.add(stream);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the calls it saw, in order. */
    public List<Call> calls() {
        lock.lock();
        try {
            return List.copyOf(calls);
        } finally {
            lock.unlock();
        }
    }

    /** Returns every stream it handed out, in order. */
    public List<ChunkStream> streams() {
        lock.lock();
        try {
            return List.copyOf(streams);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the streams it handed out that are neither closed nor pulled to their end. */
    public List<ChunkStream> openStreams() {
        return streams().stream().filter(ChunkStream::isOpen).toList();
    }
}
