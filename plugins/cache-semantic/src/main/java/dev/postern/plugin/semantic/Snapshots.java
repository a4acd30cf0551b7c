/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.spi.StageContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the entries in a file over a restart: read once at the start, written beside the calls once a minute where
 * something changed, and when asked.
 *
 * <p>A file that is not whole means an empty cache and one warning; nothing of it is used.
 */
final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final long EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final @Nullable Path file;
    private final SemanticStore store;
    private final StageContext context;
    private final AtomicBoolean saving = new AtomicBoolean();
    private final AtomicLong nextAt;

    Snapshots(@Nullable Path file, SemanticStore store, StageContext context) {
        this.file = file;
        this.store = store;
        this.context = context;
        this.nextAt = new AtomicLong(context.time().nanoTime() + EVERY_NANOS);
    }

    void load() {
        if (file == null) {
            return;
        }
        try {
            SnapshotFile.read(file, context.time())
                    .forEach(kept -> store.add(
                            kept.entry(), kept.vector(), context.time().nanoTime()));
        } catch (NoSuchFileException e) {
            LOG.debug("no snapshot of the semantic cache at {} yet", file);
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "the snapshot of the semantic cache at {} is of no use, so the cache starts empty: {}",
                    file,
                    e.toString());
        }
    }

    /** Notes a change; now and then that starts a save beside the calls. */
    void changed() {
        long now = context.time().nanoTime();
        long at = nextAt.get();
        if (file != null && now - at >= 0 && nextAt.compareAndSet(at, now + EVERY_NANOS)) {
            context.executor().execute(this::save);
        }
    }

    void save() {
        if (file == null || !saving.compareAndSet(false, true)) {
            return;
        }
        try {
            Path whole = file.toAbsolutePath();
            Path draft = whole.resolveSibling(whole.getFileName() + ".draft");
            SnapshotFile.write(draft, store.all(), context.time());
            Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            LOG.warn("the semantic cache could not write its snapshot to {}", file, e);
        } finally {
            saving.set(false);
        }
    }
}
