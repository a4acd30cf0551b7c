/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.postern.spi.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what targets inherit, and resolves it against the node above. */
final class TargetSettingsReader {
    private static final Key<Long> TIMEOUT_MILLIS = Key.integer("request_timeout", 1, Integer.MAX_VALUE);
    private static final String STREAM = "stream";
    private static final String STREAM_IS_THE_CALLERS = "the caller decides whether an answer is streamed; remove it";
    private static final Key<List<String>> DROP_PARAMS = Key.strings("drop_params");
    private static final Key<List<String>> FORWARD_HEADERS = Key.strings("forward_headers");
    private static final int MAX_LABELS = 64;
    private static final int MAX_LABEL_LENGTH = 128;

    private final CredentialReader credentials;
    private final Problems problems;

    TargetSettingsReader(CredentialReader credentials, Problems problems) {
        this.credentials = credentials;
        this.problems = problems;
    }

    TargetSettings read(Fields fields, TargetSettings parent) {
        CredentialReader.Access access = credentials.read(fields, parent);
        RetryNode retry = fields.has("retry") ? RetryReader.read(fields, problems) : parent.retry();
        return new TargetSettings(
                access.provider(),
                access.credential(),
                access.customHost(),
                retry,
                requestTimeout(fields, parent),
                members(fields, "override_params", parent.overrideParams()),
                members(fields, "default_params", parent.defaultParams()),
                dropParams(fields, parent.dropParams()),
                forwardHeaders(fields, parent.forwardHeaders()),
                metadata(fields, parent.metadata()));
    }

    private static @Nullable Duration requestTimeout(Fields fields, TargetSettings parent) {
        Long millis = fields.read("request_timeout", "a whole number of milliseconds, 1 or more", TIMEOUT_MILLIS::read);
        return millis == null ? parent.requestTimeout() : Duration.ofMillis(millis);
    }

    private JsonMembers members(Fields fields, String name, JsonMembers parent) {
        JsonObject object = fields.object(name);
        if (object != null && object.has(STREAM)) {
            problems.add(JsonPaths.member(fields.path(name), STREAM), STREAM_IS_THE_CALLERS);
        }
        return object == null ? parent : parent.overlaidBy(JsonMembers.copyOf(object));
    }

    private List<String> dropParams(Fields fields, List<String> parent) {
        List<String> paths = fields.read(DROP_PARAMS);
        if (paths == null) {
            return parent;
        }
        for (int i = 0; i < paths.size(); i++) {
            if (paths.get(i).equals(STREAM)) {
                problems.add(JsonPaths.item(fields.path("drop_params"), i), STREAM_IS_THE_CALLERS);
            }
            if (!isParamPath(paths.get(i))) {
                problems.add(
                        JsonPaths.item(fields.path("drop_params"), i),
                        "expected names joined by dots, found " + Found.quoted(paths.get(i)));
            }
        }
        Set<String> all = new LinkedHashSet<>(parent);
        all.addAll(paths);
        return List.copyOf(all);
    }

    private static boolean isParamPath(String path) {
        boolean nameEnded = true;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            // Brackets, stars and dollars are kept for a richer form of paths.
            if (c <= ' ' || c == 0x7f || "[]*$".indexOf(c) >= 0 || (c == '.' && nameEnded)) {
                return false;
            }
            nameEnded = c == '.';
        }
        return !nameEnded;
    }

    private List<String> forwardHeaders(Fields fields, List<String> parent) {
        List<String> names = fields.read(FORWARD_HEADERS);
        if (names == null) {
            return parent;
        }
        Set<String> lowerCase = new LinkedHashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String refusal = ForwardableHeaders.refusal(names.get(i));
            if (refusal != null) {
                problems.add(JsonPaths.item(fields.path("forward_headers"), i), refusal);
            }
            lowerCase.add(names.get(i).toLowerCase(Locale.ROOT));
        }
        return new ArrayList<>(lowerCase);
    }

    private Map<String, String> metadata(Fields fields, Map<String, String> parent) {
        JsonObject labels = fields.object("metadata");
        if (labels == null) {
            return parent;
        }
        Map<String, String> all = new LinkedHashMap<>(parent);
        for (Map.Entry<String, JsonElement> label : labels.entrySet()) {
            Optional<String> value = label(label.getValue());
            if (value.isEmpty()) {
                problems.add(
                        JsonPaths.member(fields.path("metadata"), label.getKey()),
                        "expected a string of at most " + MAX_LABEL_LENGTH + " characters, found "
                                + Found.describe(label.getKey(), label.getValue()));
            }
            all.put(label.getKey(), value.orElse(""));
        }
        if (all.size() > MAX_LABELS) {
            fields.problem(
                    "metadata",
                    "expected at most " + MAX_LABELS + " keys, inherited ones included, found " + all.size());
        }
        return all;
    }

    private static Optional<String> label(JsonElement value) {
        boolean text = value instanceof JsonPrimitive primitive && primitive.isString();
        return text && value.getAsString().length() <= MAX_LABEL_LENGTH
                ? Optional.of(value.getAsString())
                : Optional.empty();
    }
}
