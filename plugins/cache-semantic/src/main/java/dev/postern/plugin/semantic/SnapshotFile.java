/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.api.Body;
import dev.postern.api.Cost;
import dev.postern.api.Usage;
import dev.postern.plugin.semantic.index.VectorIndex;
import dev.postern.spi.CachedAnswer;
import dev.postern.spi.TimeSource;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The form of a snapshot: a name, a version, how many entries, the entries, and a CRC-32C over all of it.
 *
 * <p>Only its owner may read the file, as it holds what callers asked and were answered.
 */
final class SnapshotFile {
    private static final int NAME = 0x50535443;
    private static final int VERSION = 1;
    private static final int LARGEST_TEXT = 64 << 20;
    private static final int LARGEST_DIMENSION = 1 << 16;

    /** An entry with its vector, as it was read. */
    static final class Kept {
        private final Entry entry;
        private final float[] vector;

        Kept(Entry entry, float[] vector) {
            this.entry = entry;
            this.vector = vector;
        }

        Entry entry() {
            return entry;
        }

        float[] vector() {
            return vector;
        }
    }

    private SnapshotFile() {}

    static void write(Path file, List<Entry> entries, TimeSource time) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (OutputStream raw = new BufferedOutputStream(Files.newOutputStream(file))) {
            CheckedOutputStream checked = new CheckedOutputStream(raw, new CRC32C());
            DataOutputStream out = new DataOutputStream(checked);
            out.writeInt(NAME);
            out.writeInt(VERSION);
            long now = time.nanoTime();
            for (Entry entry : entries) {
                VectorIndex.Slot slot = entry.slot();
                float[] vector = slot == null ? new float[0] : slot.vector();
                if (vector.length > 0 && !entry.hasExpired(now)) {
                    out.writeBoolean(true);
                    write(out, entry, vector);
                }
            }
            out.writeBoolean(false);
            long sum = checked.getChecksum().getValue();
            out.writeLong(sum);
            out.flush();
        }
    }

    private static void write(DataOutputStream out, Entry entry, float[] vector) throws IOException {
        Partition partition = entry.partition();
        out.writeLong(partition.a());
        out.writeLong(partition.b());
        out.writeLong(partition.c());
        out.writeLong(partition.d());
        text(out, entry.namespace());
        text(out, entry.text());
        out.writeInt(vector.length);
        for (float number : vector) {
            out.writeFloat(number);
        }
        answer(out, entry.answer());
    }

    private static void answer(DataOutputStream out, CachedAnswer answer) throws IOException {
        text(out, answer.id());
        text(out, answer.tenant());
        out.writeInt(answer.status());
        text(out, answer.body().text());
        Usage usage = answer.usage();
        out.writeBoolean(usage != null);
        if (usage != null) {
            out.writeLong(usage.promptTokens());
            out.writeLong(usage.completionTokens());
            out.writeLong(usage.totalTokens());
            out.writeLong(usage.cachedTokens());
            out.writeLong(usage.cacheWriteTokens());
            out.writeLong(usage.reasoningTokens());
        }
        Cost cost = answer.cost();
        out.writeBoolean(cost != null);
        if (cost != null) {
            text(out, cost.amount().toString());
            text(out, cost.currency());
        }
        out.writeLong(answer.storedAt().toEpochMilli());
        out.writeLong(answer.maxAge().toMillis());
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads a whole file.
     *
     * @throws IOException if it cannot be read or is not just what was written
     */
    static List<Kept> read(Path file, TimeSource time) throws IOException {
        CheckedInputStream checked =
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), new CRC32C());
        try (DataInputStream in = new DataInputStream(checked)) {
            if (in.readInt() != NAME || in.readInt() != VERSION) {
                throw new IOException("it is no snapshot of this version");
            }
            List<Kept> kept = new ArrayList<>();
            while (in.readBoolean()) {
                kept.add(entry(in, time));
            }
            long sum = checked.getChecksum().getValue();
            if (in.readLong() != sum || in.read() >= 0) {
                throw new IOException("its sum is not that of what it holds");
            }
            kept.removeIf(one -> one.entry().hasExpired(time.nanoTime()));
            return kept;
        }
    }

    private static Kept entry(DataInputStream in, TimeSource time) throws IOException {
        Partition partition = new Partition(in.readLong(), in.readLong(), in.readLong(), in.readLong());
        String namespace = text(in);
        String text = text(in);
        float[] vector = new float[within(in.readInt(), 1, LARGEST_DIMENSION)];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = in.readFloat();
        }
        CachedAnswer answer = answer(in);
        long passed =
                Math.max(0, Duration.between(answer.storedAt(), time.now()).toNanos());
        long storedAt = time.nanoTime() - passed;
        Entry entry = new Entry(
                partition,
                namespace,
                text,
                vector.length,
                answer,
                storedAt,
                storedAt + answer.maxAge().toNanos());
        return new Kept(entry, vector);
    }

    private static CachedAnswer answer(DataInputStream in) throws IOException {
        String id = text(in);
        String tenant = text(in);
        int status = in.readInt();
        Body body = Body.parse(text(in).getBytes(StandardCharsets.UTF_8));
        @Nullable Usage usage = null;
        if (in.readBoolean()) {
            usage = new Usage(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
        }
        @Nullable Cost cost = in.readBoolean() ? new Cost(new BigDecimal(text(in)), text(in)) : null;
        Instant storedAt = Instant.ofEpochMilli(in.readLong());
        return new CachedAnswer(id, tenant, status, body, usage, cost, storedAt, Duration.ofMillis(in.readLong()));
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = in.readNBytes(within(in.readInt(), 0, LARGEST_TEXT));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int within(int number, int from, int to) throws IOException {
        if (number < from || number > to) {
            throw new IOException("it holds a length of " + number);
        }
        return number;
    }
}
