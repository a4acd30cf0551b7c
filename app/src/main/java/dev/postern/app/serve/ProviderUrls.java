/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.app.serve;

import dev.postern.api.Gateway;
import dev.postern.app.Failure;
import dev.postern.testkit.Profile;
import dev.postern.testkit.ScriptedUpstream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code --provider-url} says, with the pretended providers that it asks for. */
final class ProviderUrls implements AutoCloseable {
    private static final String SANDBOX = "sandbox";
    private static final String ANYSCALE = "anyscale";

    private final Map<String, String> urls = new LinkedHashMap<>();
    private final Map<String, ScriptedUpstream> sandboxes = new LinkedHashMap<>();

    private ProviderUrls() {}

    /** Reads the options, and starts what is called {@code sandbox}. */
    static ProviderUrls parse(List<String> options) {
        ProviderUrls all = new ProviderUrls();
        for (String option : options) {
            int equals = option.indexOf('=');
            if (equals < 1 || equals == option.length() - 1) {
                throw new Failure("--provider-url: expected ID=URL or ID=sandbox, found '" + option + "'");
            }
            if (all.urls.put(option.substring(0, equals), option.substring(equals + 1)) != null) {
                throw new Failure("--provider-url: given twice for '" + option.substring(0, equals) + "'");
            }
        }
        all.urls.replaceAll((id, url) -> url.equals(SANDBOX) ? all.startSandbox(id) : url);
        return all;
    }

    private String startSandbox(String id) {
        Profile profile = id.equals(ANYSCALE) ? Profile.ENDPOINTS : Profile.RAY_SERVE;
        ScriptedUpstream upstream =
                ScriptedUpstream.builder().profile(profile).history(0).start();
        sandboxes.put(id, upstream);
        return upstream.baseUrl().toString();
    }

    /** Points the providers at their URLs; what a settings file says of them besides stays. */
    void apply(Gateway.Builder builder, @Nullable Path settings) {
        urls.forEach((id, url) -> {
            Map<String, Object> values = new LinkedHashMap<>(SettingsFile.provider(settings, id));
            values.put("base_url", url);
            if (sandboxes.containsKey(id) && id.equals(ANYSCALE)) {
                values.put("profile", "endpoints");
            }
            builder.provider(id, values);
        });
    }

    /** Returns a default config that needs no key, where there is a sandbox to send to. */
    Optional<String> sandboxConfig() {
        return sandboxes.keySet().stream()
                .findFirst()
                .map(id -> "{\"provider\": \"" + id + "\", \"api_key\": \"" + SANDBOX + "\"}");
    }

    /** Describes where a provider is; empty where the command line does not say. */
    Optional<String> describe(String id) {
        return Optional.ofNullable(urls.get(id)).map(url -> sandboxes.containsKey(id) ? SANDBOX + " " + url : url);
    }

    /** Returns the ids of the providers that are pretended. */
    List<String> pretended() {
        return new ArrayList<>(sandboxes.keySet());
    }

    @Override
    public void close() {
        sandboxes.values().forEach(ScriptedUpstream::close);
    }
}
