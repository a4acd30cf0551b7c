/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import dev.postern.api.PermissionException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Resolves hosts on helper threads, since a look-up can neither be bounded nor interrupted.
 *
 * <p>Look-ups of one host that are under way at the same time are one look-up, so a resolver that hangs holds a thread
 * per host and not per call. Thread-safe.
 */
final class HostLookup implements AutoCloseable {
    private static final int MAX_THREADS = 32;
    private static final long THREAD_IDLE_SECONDS = 10;

    private final HostResolver resolver;
    private final ThreadPoolExecutor threads;
    private final ConcurrentHashMap<String, CompletableFuture<List<InetAddress>>> running = new ConcurrentHashMap<>();

    HostLookup(HostResolver resolver) {
        this.resolver = resolver;
        this.threads = new ThreadPoolExecutor(
                0,
                MAX_THREADS,
                THREAD_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                DaemonThreads.named("postern-dns"));
    }

    /**
     * Returns the addresses that the destination may be reached at, the forbidden ones left out: the connection uses
     * this very list, so that a host cannot answer the check with one address and the connection with another.
     */
    List<InetAddress> resolve(Exchange exchange, long timeoutNanos) throws IOException {
        Destination destination = exchange.destination();
        InetAddress literal = destination.address();
        List<InetAddress> found =
                literal == null ? await(exchange, destination.host(), timeoutNanos) : List.of(literal);
        List<InetAddress> allowed = new ArrayList<>(found.size());
        for (InetAddress address : found) {
            if (destination.allows(address)) {
                allowed.add(address);
            }
        }
        if (found.isEmpty()) {
            throw new UnknownHostException(destination.host());
        }
        if (allowed.isEmpty()) {
            throw new PermissionException("host " + destination.host()
                    + " leads into a private or reserved network; the operator of this gateway can allow that");
        }
        return allowed;
    }

    private List<InetAddress> await(Exchange exchange, String host, long timeoutNanos) throws IOException {
        CompletableFuture<List<InetAddress>> mine;
        try {
            mine = running.computeIfAbsent(host, this::start).copy();
        } catch (RejectedExecutionException e) {
            throw new TransportFault("too many look-ups of host names hang", e);
        }
        exchange.enter(() -> mine.cancel(false));
        try {
            return mine.get(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new TransportFault("its name was not resolved in time", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownHostException unknown
                    ? unknown
                    : new TransportFault("its name could not be resolved", e.getCause());
        } catch (CancellationException e) {
            throw new TransportFault("cancelled", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportFault("interrupted", e);
        }
    }

    private CompletableFuture<List<InetAddress>> start(String host) {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                List<InetAddress> addresses = resolver.resolve(host);
                // Before the answer is out: no look-up that begins later may share it.
                running.remove(host, answer);
                answer.complete(addresses);
            } catch (Throwable failure) {
                running.remove(host, answer);
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
