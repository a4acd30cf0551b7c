/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.minilm;

import dev.postern.api.Cancellation;
import dev.postern.api.DeadlineException;
import dev.postern.api.RefusedException;
import dev.postern.spi.Call;
import dev.postern.spi.Embedder;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Computes vectors on a few threads of its own, while the callers wait.
 *
 * <p>A call into native code holds the thread that carries a virtual one; and more texts at once than cores only wait for
 * each other. A caller waits no longer than its call lives; what runs then runs to its end, what waits is dropped.
 */
final class MiniLmEmbedder implements Embedder {
    private final Workers workers;
    private final FutureTask<MiniLm> loading;

    /** Held for reading while a caller's own thread uses the model, for writing while it is freed. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private boolean freed;

    MiniLmEmbedder(int threads) {
        this(new Workers(threads), MiniLm::load);
    }

    /** Takes over the workers; the loader is called once, by one of them. */
    MiniLmEmbedder(Workers workers, Callable<MiniLm> loader) {
        this.workers = workers;
        this.loading = new FutureTask<>(loader);
    }

    @Override
    public String model() {
        return MiniLm.ID;
    }

    /**
     * Returns how many tokens a text has, the two special ones that the model adds left out.
     *
     * <p>Takes about 1 µs a character in the caller's thread; an interrupt ends it after some 16,000 characters.
     */
    @Override
    public int tokens(String text) {
        MiniLm model = loadedElsewhere();
        use.readLock().lock();
        try {
            if (freed) {
                throw closed();
            }
            return model.tokens(text);
        } finally {
            use.readLock().unlock();
        }
    }

    /**
     * Returns the vector of a text: 384 numbers.
     *
     * @throws IllegalArgumentException if the text has more than 510 tokens
     * @throws IllegalStateException if the model cannot be loaded, or gives a vector without direction
     * @throws RefusedException if too many texts wait already, or the embedder is closed
     */
    @Override
    public float[] embed(Call call, String text) {
        if (call.cancellation().isCancelled()) {
            throw call.ended(false);
        }
        FutureTask<float[]> task = new FutureTask<>(() -> loadedHere().vector(text));
        submit(task);
        Cancellation.Registration registration = call.cancellation().onCancel(() -> task.cancel(false));
        try {
            return task.get(call.deadline().remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (CancellationException e) {
            throw call.cancellation().isCancelled() ? call.ended(false) : closed();
        } catch (TimeoutException e) {
            throw DeadlineException.ofCall("the call's deadline has passed while it waited for an embedding", false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw call.ended(false);
        } finally {
            registration.close();
            workers.drop(task);
        }
    }

    /** Loads the model, or waits while another worker does. */
    private MiniLm loadedHere() throws ExecutionException, InterruptedException {
        loading.run();
        return loading.get();
    }

    /** An interrupt of the thread that loads would break the natives' unpacking for good, so no caller's thread does. */
    private MiniLm loadedElsewhere() {
        if (!loading.isDone()) {
            submit(loading);
        }
        try {
            return loading.get();
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (CancellationException e) {
            throw closed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the embedding model was loaded", e);
        }
    }

    private void submit(FutureTask<?> task) {
        try {
            workers.submit(task);
        } catch (RejectedExecutionException e) {
            if (workers.closed()) {
                throw closed();
            }
            throw new RefusedException(
                    "more than " + Workers.MOST_WAITING + " texts wait for an embedding", Duration.ofSeconds(1));
        }
    }

    /** Makes the caller's exception of the worker's: of the same kind where the text is at fault. */
    private static RuntimeException failure(ExecutionException thrown) {
        Throwable cause = thrown;
        // One more layer for what was thrown while loading.
        while (cause instanceof ExecutionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String problem = "no embedding by minilm: " + cause.getMessage();
        return cause instanceof IllegalArgumentException
                ? new IllegalArgumentException(problem, cause)
                : new IllegalStateException(problem, cause);
    }

    private static RefusedException closed() {
        return new RefusedException("the embedder minilm is closed", null);
    }

    /** Frees the model's memory and ends the threads; waits for the texts that are being computed, not for others. */
    @Override
    public void close() {
        workers.close();
        use.writeLock().lock();
        try {
            if (!freed) {
                freed = true;
                free();
            }
        } finally {
            use.writeLock().unlock();
        }
    }

    /** No worker is left, so the loading has ended, or never begins once it is cancelled. */
    private void free() {
        if (loading.cancel(false)) {
            return;
        }
        try {
            loading.get().close();
        } catch (ExecutionException | CancellationException neverLoaded) {
            // Nothing to free: whoever asked for the model has been told why there is none.
        } catch (InterruptedException e) {
            throw new AssertionError("get of what is done does not wait", e);
        }
    }
}
