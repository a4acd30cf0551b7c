/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.reload;

import com.google.common.hash.Hashing;
import dev.postern.api.Cancellation;
import dev.postern.api.ConfigException;
import dev.postern.spi.ConfigSource;
import dev.postern.spi.Timer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configs of a folder: every {@code <name>.json} is one of that name, for all tenants, with the operator's rights.
 *
 * <p>Looks at times and sizes twice a second and reads what has stood unchanged from one look to the next, so that a file
 * is not read while it is being written. One that is bad is reported once, with all problems, and the config stays as it
 * was; one that is gone for two looks is forgotten. A call never waits for a disk.
 */
public final class ConfigFolder implements ConfigSource {
    static final Duration LOOK = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(ConfigFolder.class);
    private static final String SUFFIX = ".json";
    private static final int MAX_FILES = 1000;
    private static final long MAX_BYTES = 4L << 20;

    /** What shows that a file has changed; the key tells a file that took another's name. */
    private record Stamp(
            FileTime changed, long size, @Nullable Object fileKey) {}

    private final Path folder;
    private final Timer timer;
    private final Executor executor;
    private final Map<String, NamedConfig> configs = new ConcurrentHashMap<>();
    private final Map<String, Stamp> read = new HashMap<>();
    private final Map<String, Stamp> seen = new HashMap<>();
    private Function<String, List<String>> checker = json -> List.of();
    private boolean unreadable;

    /** Starts without any config. */
    public ConfigFolder(Path folder, Timer timer, Executor executor) {
        this.folder = folder;
        this.timer = timer;
        this.executor = executor;
    }

    /** Returns a source that asks the folders in their order, and then another source. */
    public static ConfigSource before(List<ConfigFolder> folders, ConfigSource last) {
        if (folders.isEmpty()) {
            return last;
        }
        return (tenant, name) -> {
            for (ConfigFolder folder : folders) {
                Optional<NamedConfig> found = folder.find(tenant, name);
                if (found.isPresent()) {
                    return found;
                }
            }
            return last.find(tenant, name);
        };
    }

    /**
     * Reads all folders, and begins to watch them.
     *
     * @param checker returns all that is wrong with a config
     * @throws ConfigException with the problems of all files
     */
    public static void start(List<ConfigFolder> folders, Function<String, List<String>> checker) {
        List<String> problems = new ArrayList<>();
        for (ConfigFolder folder : folders) {
            folder.begin(checker, problems);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        folders.forEach(ConfigFolder::lookLater);
    }

    @Override
    public Optional<NamedConfig> find(String tenant, String name) {
        return Optional.ofNullable(configs.get(name));
    }

    private void begin(Function<String, List<String>> check, List<String> problems) {
        checker = check;
        try {
            for (Map.Entry<String, Stamp> file : list().entrySet()) {
                take(file.getKey(), file.getValue())
                        .forEach(problem -> problems.add(path(file.getKey()) + ": " + problem));
            }
        } catch (IOException e) {
            problems.add("cannot list " + folder + ": " + e.getClass().getSimpleName() + "; is it a folder?");
        }
    }

    private void lookLater() {
        Cancellation alarm = new Cancellation();
        alarm.onCancel(this::lookElsewhere);
        timer.cancelAfter(LOOK, alarm, Cancellation.Reason.CALLER);
    }

    /** The timer's thread fires deadlines: it must not wait for a disk. */
    private void lookElsewhere() {
        try {
            executor.execute(() -> {
                try {
                    look();
                } finally {
                    lookLater();
                }
            });
        } catch (RejectedExecutionException e) {
            // The pool is full, or the gateway closes, and then nothing fires any more.
            lookLater();
        }
    }

    /** Takes what has settled since the last look; one look begins after the one before has ended, so there is no lock. */
    void look() {
        Map<String, Stamp> now;
        try {
            now = list();
            unreadable = false;
        } catch (IOException e) {
            if (!unreadable && !Thread.currentThread().isInterrupted()) {
                unreadable = true;
                LOG.warn(
                        "cannot list {}: {}; its configs stay as they are",
                        folder,
                        e.getClass().getSimpleName());
            }
            return;
        }
        for (Map.Entry<String, Stamp> file : now.entrySet()) {
            String name = file.getKey();
            boolean settled = file.getValue().equals(seen.get(name));
            if (settled && !file.getValue().equals(read.get(name))) {
                report(name, take(name, file.getValue()));
            }
        }
        forgetDeleted(now.keySet());
        seen.clear();
        seen.putAll(now);
    }

    private void forgetDeleted(Set<String> present) {
        Set<String> gone = new HashSet<>(read.keySet());
        gone.removeAll(present);
        for (String name : gone) {
            if (!seen.containsKey(name)) {
                read.remove(name);
                configs.remove(name);
                LOG.info("config '{}' is gone with {}", name, path(name));
            }
        }
    }

    /** Reads a file and returns what is wrong with it; the config changes only if nothing is. */
    private List<String> take(String name, Stamp stamp) {
        read.put(name, stamp);
        if (stamp.size() > MAX_BYTES) {
            return List.of("larger than " + MAX_BYTES + " bytes");
        }
        String json;
        try {
            json = Files.readString(path(name));
        } catch (IOException e) {
            return List.of("cannot be read: " + e.getClass().getSimpleName() + "; is it UTF-8?");
        }
        List<String> problems = checker.apply(json);
        if (problems.isEmpty()) {
            String version =
                    Hashing.sha256().hashString(json, StandardCharsets.UTF_8).toString();
            configs.put(name, new NamedConfig(json, version, true));
        }
        return problems;
    }

    private void report(String name, List<String> problems) {
        if (Thread.currentThread().isInterrupted()) {
            // The gateway closes in the middle of a look: that is no fault of the file.
            return;
        }
        if (problems.isEmpty()) {
            LOG.info("config '{}' was read from {}", name, path(name));
        } else {
            String kept = configs.containsKey(name) ? "the config before it stays" : "there is no such config";
            LOG.warn("{} is not taken, {}: {}", path(name), kept, String.join("; ", problems));
        }
    }

    private Path path(String name) {
        return folder.resolve(name + SUFFIX);
    }

    private Map<String, Stamp> list() throws IOException {
        Map<String, Stamp> files = new HashMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String file = String.valueOf(entry.getFileName());
                if (!file.endsWith(SUFFIX) || file.startsWith(".") || files.size() == MAX_FILES) {
                    continue;
                }
                try {
                    BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
                    if (attributes.isRegularFile()) {
                        String name = file.substring(0, file.length() - SUFFIX.length());
                        files.put(
                                name,
                                new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
                    }
                } catch (NoSuchFileException e) {
                    LOG.debug("{} went while the folder was listed", entry);
                }
            }
        }
        return files;
    }
}
