/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one call wants beside its body; every part may be left out.
 *
 * <p>Immutable: build one per kind of call and share it.
 */
public final class CallOptions {
    private static final CallOptions NONE = builder().build();

    private final Builder values;

    private CallOptions(Builder values) {
        this.values = values;
    }

    /** Returns options that leave everything to the config. */
    public static CallOptions none() {
        return NONE;
    }

    /** Starts new options. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts from these options. */
    public Builder toBuilder() {
        return new Builder(values);
    }

    /** Returns the label that finds this call again; generated when absent. */
    public @Nullable String traceId() {
        return values.traceId;
    }

    /** Returns the id of this call under its trace; generated when absent. */
    public @Nullable String spanId() {
        return values.spanId;
    }

    /** Returns the span that this call is made for. */
    public @Nullable String parentSpanId() {
        return values.parentSpanId;
    }

    /** Returns a readable name of the span. */
    public @Nullable String spanName() {
        return values.spanName;
    }

    /** Returns labels to filter and route by; at most 64, values of at most 128 characters. */
    public Map<String, String> metadata() {
        return values.metadata;
    }

    /** Returns whose call this is, {@code default} unless said otherwise; nothing cached or logged crosses tenants. */
    public String tenant() {
        return values.tenant;
    }

    /** Returns the id of the gateway key that the call came with, for the log; null in process. */
    public @Nullable String keyId() {
        return values.keyId;
    }

    /** Returns labels that came with the trace, below {@link #metadata()}; they do not partition caches. */
    public Map<String, String> baggage() {
        return values.baggage;
    }

    /** Returns whether prompt and answer may be logged; true unless said otherwise. */
    public boolean payloadLogged() {
        return values.payloadLogged;
    }

    /** Returns the name of the config to use; the default config when absent. */
    public @Nullable String config() {
        return values.config;
    }

    /** Returns a config as JSON text to use for this call; wins over a named one. */
    public @Nullable String inlineConfig() {
        return values.inlineConfig;
    }

    /** Returns the provider to use where the config names none. */
    public @Nullable String provider() {
        return values.provider;
    }

    /** Returns the provider's key to use where the config carries none. */
    public @Nullable Secret apiKey() {
        return values.apiKey;
    }

    /** Returns the name of a stored credential to use where the config names none. */
    public @Nullable String virtualKey() {
        return values.virtualKey;
    }

    /** Returns a base URL to use in place of the provider's; only hosts that the operator allowed. */
    public @Nullable String customHost() {
        return values.customHost;
    }

    /** Returns how long the whole call may take, a stream's life included; the gateway's limit when absent. */
    public @Nullable Duration deadline() {
        return values.deadline;
    }

    /** Returns how long one attempt may take; replaces the config's {@code request_timeout}. */
    public @Nullable Duration requestTimeout() {
        return values.requestTimeout;
    }

    /** Returns how many retries a target gets; replaces the config's {@code retry.attempts}; -1 when absent. */
    public int retries() {
        return values.retries;
    }

    /** Returns the caller's own request headers, from which {@code forward_headers} picks. */
    public Headers headers() {
        return values.headers;
    }

    /** Returns the names of those headers to send on beside the config's {@code forward_headers}. */
    public List<String> forwardHeaders() {
        return values.forwardHeaders;
    }

    /** Returns whether answers are brought to OpenAI's form strictly; true unless said otherwise. */
    public boolean strictOpenAiCompliance() {
        return values.strictOpenAiCompliance;
    }

    /** Returns the id of the cache to ask where the config's root names none; null for what the config says. */
    public @Nullable String cache() {
        return values.cache;
    }

    /** Returns whether caches are not asked but overwritten. */
    public boolean cacheForceRefresh() {
        return values.cacheForceRefresh;
    }

    /** Returns what partitions the caches in place of the metadata. */
    public @Nullable String cacheNamespace() {
        return values.cacheNamespace;
    }

    /** Returns what ends this call from outside, beside its deadline. */
    public @Nullable Cancellation cancellation() {
        return values.cancellation;
    }

    /** Collects options; not thread-safe. */
    public static final class Builder {
        private @Nullable String traceId;
        private @Nullable String spanId;
        private @Nullable String parentSpanId;
        private @Nullable String spanName;
        private Map<String, String> metadata = Map.of();
        private String tenant = "default";
        private @Nullable String keyId;
        private Map<String, String> baggage = Map.of();
        private boolean payloadLogged = true;
        private @Nullable String config;
        private @Nullable String inlineConfig;
        private @Nullable String provider;
        private @Nullable Secret apiKey;
        private @Nullable String virtualKey;
        private @Nullable String customHost;
        private @Nullable Duration deadline;
        private @Nullable Duration requestTimeout;
        private int retries = -1;
        private Headers headers = Headers.empty();
        private List<String> forwardHeaders = List.of();
        private boolean strictOpenAiCompliance = true;
        private @Nullable String cache;
        private boolean cacheForceRefresh;
        private @Nullable String cacheNamespace;
        private @Nullable Cancellation cancellation;

        private Builder() {}

        private Builder(Builder from) {
            this.traceId = from.traceId;
            this.spanId = from.spanId;
            this.parentSpanId = from.parentSpanId;
            this.spanName = from.spanName;
            this.metadata = from.metadata;
            this.tenant = from.tenant;
            this.keyId = from.keyId;
            this.baggage = from.baggage;
            this.payloadLogged = from.payloadLogged;
            this.config = from.config;
            this.inlineConfig = from.inlineConfig;
            this.provider = from.provider;
            this.apiKey = from.apiKey;
            this.virtualKey = from.virtualKey;
            this.customHost = from.customHost;
            this.deadline = from.deadline;
            this.requestTimeout = from.requestTimeout;
            this.retries = from.retries;
            this.headers = from.headers;
            this.forwardHeaders = from.forwardHeaders;
            this.strictOpenAiCompliance = from.strictOpenAiCompliance;
            this.cache = from.cache;
            this.cacheForceRefresh = from.cacheForceRefresh;
            this.cacheNamespace = from.cacheNamespace;
            this.cancellation = from.cancellation;
        }

        /** Sets the trace id: 1 to 256 visible ASCII characters. */
        public Builder traceId(String id) {
            this.traceId = CallOptionRules.label("traceId", id);
            return this;
        }

        /** Sets the span id: 1 to 256 visible ASCII characters. */
        public Builder spanId(String id) {
            this.spanId = CallOptionRules.label("spanId", id);
            return this;
        }

        /** Sets the parent span's id: 1 to 256 visible ASCII characters. */
        public Builder parentSpanId(String id) {
            this.parentSpanId = CallOptionRules.label("parentSpanId", id);
            return this;
        }

        /** Sets the span's name: 1 to 256 visible ASCII characters. */
        public Builder spanName(String name) {
            this.spanName = CallOptionRules.label("spanName", name);
            return this;
        }

        /** Sets all metadata. */
        public Builder metadata(Map<String, String> labels) {
            this.metadata = CallOptionRules.metadata(labels);
            return this;
        }

        /** Adds one label to the metadata. */
        public Builder metadata(String key, String value) {
            Map<String, String> all = new LinkedHashMap<>(metadata);
            all.put(key, value);
            return metadata(all);
        }

        /** Sets whose call this is. */
        public Builder tenant(String name) {
            this.tenant = CallOptionRules.label("tenant", name);
            return this;
        }

        /** Sets the id of the gateway key that the call came with. */
        public Builder keyId(String id) {
            this.keyId = CallOptionRules.label("keyId", id);
            return this;
        }

        /** Sets the labels that came with the trace, under the same rules as metadata. */
        public Builder baggage(Map<String, String> labels) {
            this.baggage = CallOptionRules.metadata(labels);
            return this;
        }

        /** Sets whether prompt and answer may be logged. */
        public Builder payloadLogged(boolean logged) {
            this.payloadLogged = logged;
            return this;
        }

        /** Chooses a named config. */
        public Builder config(String name) {
            this.config = Objects.requireNonNull(name, "name");
            return this;
        }

        /** Gives the config itself as JSON. */
        public Builder inlineConfig(String json) {
            this.inlineConfig = Objects.requireNonNull(json, "json");
            return this;
        }

        /** Chooses a provider for calls without a config, and for configs that name none. */
        public Builder provider(String id) {
            this.provider = Objects.requireNonNull(id, "id");
            return this;
        }

        /** Sets the provider's key. */
        public Builder apiKey(Secret key) {
            this.apiKey = Objects.requireNonNull(key, "key");
            return this;
        }

        /** Chooses a stored credential. */
        public Builder virtualKey(String name) {
            this.virtualKey = Objects.requireNonNull(name, "name");
            return this;
        }

        /** Overrides the provider's base URL. */
        public Builder customHost(String baseUrl) {
            this.customHost = Objects.requireNonNull(baseUrl, "baseUrl");
            return this;
        }

        /** Sets how long the whole call may take; positive. */
        public Builder deadline(Duration limit) {
            this.deadline = CallOptionRules.positive("deadline", limit);
            return this;
        }

        /** Sets how long one attempt may take; positive. */
        public Builder requestTimeout(Duration limit) {
            this.requestTimeout = CallOptionRules.positive("requestTimeout", limit);
            return this;
        }

        /** Sets how many retries a target gets; clamped to 0 to 5. */
        public Builder retries(int count) {
            this.retries = Math.max(0, Math.min(5, count));
            return this;
        }

        /** Sets the request headers that may be forwarded. */
        public Builder headers(Headers requestHeaders) {
            this.headers = Objects.requireNonNull(requestHeaders, "requestHeaders");
            return this;
        }

        /** Sets which of the request's headers to send on; credentials and the like are refused when the call is made. */
        public Builder forwardHeaders(List<String> names) {
            this.forwardHeaders = List.copyOf(names);
            return this;
        }

        /** Sets whether a provider's own fields are removed from answers. */
        public Builder strictOpenAiCompliance(boolean strict) {
            this.strictOpenAiCompliance = strict;
            return this;
        }

        /** Asks a cache by its id, {@code simple} or {@code semantic}; {@code true} means simple, as it did in 2023. */
        public Builder cache(String id) {
            this.cache = id.equals("true") ? "simple" : CallOptionRules.label("cache", id);
            return this;
        }

        /** Sets whether caches are not asked, and their entries overwritten by the new answer. */
        public Builder cacheForceRefresh(boolean refresh) {
            this.cacheForceRefresh = refresh;
            return this;
        }

        /** Sets what partitions the caches in place of the metadata: 1 to 256 visible ASCII characters. */
        public Builder cacheNamespace(String name) {
            this.cacheNamespace = CallOptionRules.label("cacheNamespace", name);
            return this;
        }

        /** Sets what ends the call from outside. */
        public Builder cancellation(Cancellation outside) {
            this.cancellation = Objects.requireNonNull(outside, "outside");
            return this;
        }

        /** Returns the options. */
        public CallOptions build() {
            return new CallOptions(new Builder(this));
        }
    }
}
