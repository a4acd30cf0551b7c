/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.http;

import dev.postern.api.Body;
import dev.postern.api.CallOptions;
import dev.postern.api.Headers;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.JsonView;
import dev.postern.api.MalformedBodyException;
import dev.postern.api.Secret;
import dev.postern.server.GatewayKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/** Reads what a request's headers say about its call; each header once, in one pass. */
final class CallHeaders {
    static final String PREFIX = "x-portkey-";
    static final String TRACE_ID = PREFIX + "trace-id";
    private static final int MAX_CONFIG = 16 * 1024;
    private static final int MAX_METADATA = 8 * 1024;
    private static final int MAX_DIGITS = 15;

    private final CallOptions.Builder options = CallOptions.builder();
    private final Headers.Builder own = Headers.builder();
    private final Exchange exchange;
    private final boolean inlineConfigs;
    private @Nullable String traceId;
    private @Nullable String parentSpanId;
    private @Nullable String traceparent;
    private @Nullable String provider;
    private @Nullable String mode;
    private @Nullable Map<String, String> baggage;

    private CallHeaders(Exchange exchange, boolean inlineConfigs) {
        this.exchange = exchange;
        this.inlineConfigs = inlineConfigs;
    }

    /**
     * Reads the headers of an exchange whose caller is known.
     *
     * @throws Refusal if one is malformed, given twice or not allowed
     */
    static CallOptions.Builder read(Exchange exchange, boolean inlineConfigs) {
        CallHeaders reader = new CallHeaders(exchange, inlineConfigs);
        reader.readAll(exchange.headers());
        return reader.options;
    }

    private void readAll(HttpFields fields) {
        for (HttpField field : fields) {
            String name = field.getLowerCaseName();
            String value = field.getValue();
            if (value == null) {
                continue;
            }
            if (name.startsWith(PREFIX)) {
                readOwn(fields, name, value.strip());
            } else {
                readOther(name, value);
            }
        }
        finish();
    }

    private void readOther(String name, String value) {
        switch (name) {
            case "authorization" -> {
                String key = Credentials.providerKey(value);
                if (key != null) {
                    options.apiKey(Secret.of(key));
                }
            }
            case "traceparent" -> traceparent = value;
            case "baggage" -> baggage = Baggage.read(value, baggage);
            case "cookie", "proxy-authorization" -> {}
            default -> {
                // No list of headers to send on may take a gateway key along, whichever header it came in.
                if (!value.contains(GatewayKeys.PREFIX)) {
                    own.add(name, value);
                }
            }
        }
    }

    private void readOwn(HttpFields fields, String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        if (fields.getValuesList(name).size() > 1) {
            throw Refusal.header(name, "given more than once");
        }
        try {
            readOwn(name, value);
        } catch (InvalidRequestException e) {
            throw Refusal.header(name, withoutName(e));
        }
    }

    /** The header is named already, the option that it fills need not be. */
    private static String withoutName(InvalidRequestException failure) {
        String prefix = failure.param() + ": ";
        String problem = failure.problem();
        return problem.startsWith(prefix) ? problem.substring(prefix.length()) : problem;
    }

    private void readOwn(String name, String value) {
        switch (name.substring(PREFIX.length())) {
            case "provider" -> provider = value;
            case "mode" -> mode = value;
            case "config" -> config(name, value);
            case "trace-id" -> {
                options.traceId(value);
                traceId = value;
            }
            case "span-id" -> options.spanId(value);
            case "parent-span-id" -> parentSpanId = value;
            case "span-name" -> options.spanName(value);
            case "metadata" -> options.metadata(metadata(name, value));
            case "virtual-key" -> options.virtualKey(value);
            case "cache" -> options.cache(value.toLowerCase(Locale.ROOT));
            case "cache-force-refresh" -> options.cacheForceRefresh(value.equalsIgnoreCase("true"));
            case "cache-namespace" -> options.cacheNamespace(value);
            case "retry-count" -> options.retries((int) Math.min(Integer.MAX_VALUE, number(name, value)));
            case "request-timeout" -> options.requestTimeout(Duration.ofMillis(number(name, value)));
            case "forward-headers" -> options.forwardHeaders(names(value));
            case "custom-host" -> options.customHost(value);
            case "strict-open-ai-compliance" -> options.strictOpenAiCompliance(!value.equalsIgnoreCase("false"));
            case "debug" -> options.payloadLogged(!value.equalsIgnoreCase("false"));
            default -> {
                // Others of Portkey's, such as its SDK's version and runtime, mean nothing here.
            }
        }
    }

    private void finish() {
        options.tenant(exchange.caller().tenant());
        String keyId = exchange.caller().keyId();
        if (keyId != null) {
            options.keyId(keyId);
        }
        TraceParent parent = traceparent == null ? null : TraceParent.read(traceparent);
        if (traceId == null) {
            traceId = parent == null ? exchange.traceId() : parent.traceId();
            options.traceId(traceId);
        }
        exchange.traceId(traceId);
        if (parentSpanId == null && parent != null) {
            parentSpanId = parent.spanId();
        }
        if (parentSpanId != null) {
            options.parentSpanId(parentSpanId);
        }
        if (baggage != null) {
            options.baggage(baggage);
        }
        String ofMode = providerOfMode();
        String chosen = provider == null ? ofMode : provider;
        if (chosen != null) {
            options.provider(chosen);
        }
        options.headers(own.build());
    }

    private @Nullable String providerOfMode() {
        if (mode == null) {
            return null;
        }
        int blank = mode.indexOf(' ');
        if (blank < 0 || !mode.startsWith("proxy ")) {
            throw Refusal.header(PREFIX + "mode", "expected \"proxy\" and a provider, such as \"proxy anyscale\"");
        }
        String rest = mode.substring(blank).strip();
        int end = rest.indexOf(' ');
        return end < 0 ? rest : rest.substring(0, end);
    }

    private void config(String name, String value) {
        if (!value.startsWith("{")) {
            options.config(value);
            return;
        }
        if (!inlineConfigs) {
            throw new Refusal(ErrorAnswer.of(
                    403, "permission_error", name + ": inline configs are not allowed here; use a saved one's name"));
        }
        requireShorter(name, value, MAX_CONFIG);
        options.inlineConfig(new String(bytes(value), StandardCharsets.UTF_8));
    }

    private static Map<String, String> metadata(String name, String value) {
        requireShorter(name, value, MAX_METADATA);
        Body json;
        try {
            json = Body.parse(bytes(value));
        } catch (MalformedBodyException e) {
            throw Refusal.header(name, "no valid JSON: " + e.problem());
        }
        if (!json.isObject()) {
            throw Refusal.header(name, "expected a JSON object of strings");
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (JsonView.Member member : json.json().members()) {
            String label = member.value()
                    .string()
                    .orElseThrow(() -> Refusal.header(
                            name,
                            "expected a JSON object of strings, found "
                                    + member.value().kind().phrase()));
            labels.put(member.name(), label);
        }
        return labels;
    }

    private static void requireShorter(String name, String value, int limit) {
        if (value.length() > limit) {
            throw Refusal.invalid(431, name + ": exceeds the limit of " + limit + " bytes");
        }
    }

    /** Returns the bytes as they came: a header's text has one character for each. */
    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> names(String value) {
        List<String> names = new ArrayList<>();
        int from = 0;
        while (from <= value.length()) {
            int comma = value.indexOf(',', from);
            int end = comma < 0 ? value.length() : comma;
            String name = value.substring(from, end).strip();
            if (!name.isEmpty()) {
                names.add(name);
            }
            from = end + 1;
        }
        return names;
    }

    private static long number(String name, String value) {
        boolean valid = value.length() <= MAX_DIGITS;
        for (int i = 0; valid && i < value.length(); i++) {
            valid = value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        if (!valid) {
            throw Refusal.header(name, "expected a whole number");
        }
        return Long.parseLong(value);
    }
}
