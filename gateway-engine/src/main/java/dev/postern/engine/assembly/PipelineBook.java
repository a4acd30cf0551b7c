/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.hash.Hashing;
import dev.postern.api.CallOptions;
import dev.postern.api.ConfigException;
import dev.postern.api.InvalidRequestException;
import dev.postern.engine.config.ConfigNode;
import dev.postern.engine.config.ConfigReader;
import dev.postern.engine.config.Found;
import dev.postern.engine.config.Trust;
import dev.postern.spi.ConfigSource;
import dev.postern.spi.CredentialSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the pipeline for a call: of an inline config, a named one, a provider alone, or the default config. */
public final class PipelineBook {
    private static final int MAX_COMPILED = 1000;
    private static final String DEFAULT_TENANT = "default";

    /** The default config: its text, a digest, and its pipeline unless that depends on the call's provider. */
    private record Default(
            @Nullable String json, String version, @Nullable Pipeline pipeline) {}

    /** What a compiled pipeline depends on beside the config's text. */
    private record Key(String kind, String text, String version, String tenant, String provider) {}

    private final EngineParts parts;
    private final ConfigReader reader;
    private final ConfigSource source;
    private final Function<String, Optional<String>> environment;
    private volatile Default current;
    private final Map<String, String> named;
    private final Map<Key, Pipeline> byProvider = new ConcurrentHashMap<>();
    private final Cache<Key, Pipeline> compiled = Caffeine.newBuilder()
            .maximumSize(MAX_COMPILED)
            .executor(Runnable::run)
            .build();
    /**
     * Compiles the default config and all named ones.
     *
     * @throws ConfigException with the problems of all of them
     */
    public PipelineBook(
            EngineParts parts,
            ConfigReader reader,
            ConfigSource source,
            Function<String, Optional<String>> environment,
            @Nullable String defaultConfig,
            Map<String, String> named) {
        this.parts = parts;
        this.reader = reader;
        this.source = source;
        this.environment = environment;
        this.named = Map.copyOf(named);
        List<String> problems = new ArrayList<>();
        this.current = defaultConfig == null ? new Default(null, "", null) : read(defaultConfig, problems);
        named.forEach((name, json) -> check(json, Trust.OPERATOR, "config '" + name + "': ", problems));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /**
     * Replaces the default config for all calls that begin from now on.
     *
     * @throws ConfigException with all problems; the old config stays
     */
    public void update(String json) {
        List<String> problems = new ArrayList<>();
        Default next = read(json, problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        current = next;
    }

    /** Returns all that is wrong with a config of the operator's; nothing is changed. */
    public List<String> problems(String json) {
        List<String> problems = new ArrayList<>();
        Pipeline unused = check(json, Trust.OPERATOR, "", problems);
        return problems;
    }

    /**
     * Checks a config, and changes nothing.
     *
     * @param operator whether the operator wrote it
     * @throws ConfigException with all problems
     */
    public void check(String json, boolean operator) {
        List<String> problems = new ArrayList<>();
        Pipeline unused = check(json, operator ? Trust.OPERATOR : Trust.CALLER, "", problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private Default read(String json, List<String> problems) {
        return new Default(json, digest(json), check(json, Trust.OPERATOR, "", problems));
    }

    private static String digest(String text) {
        return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
    }

    private @Nullable Pipeline check(String json, Trust trust, String prefix, List<String> problems) {
        try {
            ConfigNode node = reader.read(json, trust, environment);
            // A node without a provider waits for the call's; such a config is compiled when a call brings one.
            PipelineCompiler compiler = compiler(trust, DEFAULT_TENANT, null);
            if (needsCall(node)) {
                compiler.checkRouters(node);
                return null;
            }
            return compiler.compile(node);
        } catch (ConfigException e) {
            e.problems().forEach(problem -> problems.add(prefix + problem));
            return null;
        }
    }

    private static boolean needsCall(ConfigNode node) {
        return node.isLeaf()
                ? node.settings().provider() == null
                : node.targets().stream().anyMatch(PipelineBook::needsCall);
    }

    private PipelineCompiler compiler(Trust trust, String tenant, @Nullable String provider) {
        return new PipelineCompiler(parts, trust, tenant, provider);
    }

    /**
     * Returns the pipeline that a call goes through.
     *
     * @throws ConfigException if it brings a config that is wrong
     * @throws InvalidRequestException if it has neither config nor provider and there is no default
     */
    public Pipeline find(CallOptions options) {
        if (options.inlineConfig() != null) {
            return inline(options.inlineConfig(), options);
        }
        if (options.config() != null) {
            return named(options.config(), options);
        }
        String provider = provider(options);
        Default now = current;
        String json = now.json();
        if (provider != null && (json == null || options.provider() != null)) {
            return ofProvider(provider);
        }
        Pipeline pipeline = now.pipeline();
        if (pipeline != null) {
            return pipeline;
        }
        if (json != null) {
            Key key = new Key("default", "", now.version(), options.tenant(), String.valueOf(provider));
            return compiled.get(key, k -> compile(json, Trust.OPERATOR, options));
        }
        throw new InvalidRequestException(
                "no provider and no config: give the builder a config, or the call a provider or config; present: "
                        + String.join(", ", parts.plugins().providers().ids()),
                null);
    }

    private Pipeline inline(String json, CallOptions options) {
        Key key = new Key("inline", digest(json), "", options.tenant(), String.valueOf(provider(options)));
        return compiled.get(key, k -> compile(json, Trust.CALLER, options));
    }

    private Pipeline named(String name, CallOptions options) {
        String provider = String.valueOf(provider(options));
        String own = named.get(name);
        if (own != null) {
            Key key = new Key("own", name, "", options.tenant(), provider);
            return compiled.get(key, k -> compile(own, Trust.OPERATOR, options));
        }
        ConfigSource.NamedConfig stored = source.find(options.tenant(), name)
                .orElseThrow(() -> InvalidRequestException.notFound(
                        "no config '" + Found.shortened(name) + "'; save it, or correct the name", "config"));
        Key key = new Key("stored", name, stored.version(), options.tenant(), provider);
        Trust trust = stored.trusted() ? Trust.OPERATOR : Trust.CALLER;
        return compiled.get(key, k -> compile(stored.json(), trust, options));
    }

    private Pipeline compile(String json, Trust trust, CallOptions options) {
        return compiler(trust, options.tenant(), provider(options)).compile(reader.read(json, trust, environment));
    }

    private Pipeline ofProvider(String id) {
        Key key = new Key("provider", id, "", "", "");
        Pipeline known = byProvider.get(key);
        if (known != null) {
            return known;
        }
        if (parts.plugins().providers().find(id).isEmpty()) {
            throw new InvalidRequestException(
                    "no provider '" + Found.shortened(id) + "'; present: "
                            + String.join(", ", parts.plugins().providers().ids()),
                    "provider");
        }
        return byProvider.computeIfAbsent(
                key,
                k -> compiler(Trust.OPERATOR, DEFAULT_TENANT, id)
                        .compile(reader.read("{}", Trust.OPERATOR, environment)));
    }

    /** Returns the provider that the call names, itself or by its stored credential. */
    private @Nullable String provider(CallOptions options) {
        String name = options.virtualKey();
        if (options.provider() != null || name == null) {
            return options.provider();
        }
        return parts.credentials()
                .find(options.tenant(), name)
                .map(CredentialSource.Credential::provider)
                .orElseThrow(() -> new InvalidRequestException(
                        "no stored credential '" + Found.shortened(name) + "'; store it or correct the name",
                        "virtual_key"));
    }

    /** Returns the default config's pipeline as text. */
    public String describe() {
        Default now = current;
        Pipeline pipeline = now.pipeline();
        if (pipeline != null) {
            return pipeline.description();
        }
        return now.json() == null
                ? "no default config; providers: "
                        + String.join(", ", parts.plugins().providers().ids())
                : "the default config names no provider; it is compiled for the provider of each call";
    }
}
