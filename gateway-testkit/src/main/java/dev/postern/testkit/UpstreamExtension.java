/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives JUnit tests a running {@link ScriptedUpstream}, as a parameter or by {@link #upstream()}, and closes it.
 *
 * <p>On the class ({@code @ExtendWith}, or a static {@code @RegisterExtension} field) one upstream serves all tests of the
 * class, {@linkplain ScriptedUpstream#reset reset} before each; scripts written in {@code @BeforeEach} are kept. In an instance
 * field each test has its own. Tests of one class that run in parallel need the latter.
 */
public final class UpstreamExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
    private final Consumer<ScriptedUpstream.Builder> settings;
    private volatile @Nullable ScriptedUpstream current;

    /** Makes an extension whose upstream has the defaults. */
    public UpstreamExtension() {
        this(builder -> {});
    }

    private UpstreamExtension(Consumer<ScriptedUpstream.Builder> settings) {
        this.settings = settings;
    }

    /** Makes an extension whose upstream is set up first: {@code with(upstream -> upstream.profile(RAY_SERVE))}. */
    public static UpstreamExtension with(Consumer<ScriptedUpstream.Builder> settings) {
        return new UpstreamExtension(settings);
    }

    /**
     * Returns the upstream of the test that runs.
     *
     * @throws IllegalStateException before the first test
     */
    public ScriptedUpstream upstream() {
        ScriptedUpstream upstream = current;
        if (upstream == null) {
            throw new IllegalStateException("no test has begun, so there is no upstream yet");
        }
        return upstream;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        current = of(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        ScriptedUpstream upstream = of(context);
        upstream.reset();
        current = upstream;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ScriptedUpstream.class;
    }

    @Override
    public ScriptedUpstream resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return of(context);
    }

    /** Returns the upstream of this context or of the one around it; the store closes it at that context's end. */
    private ScriptedUpstream of(ExtensionContext context) {
        return context.getStore(ExtensionContext.Namespace.create(UpstreamExtension.class, this))
                .getOrComputeIfAbsent("upstream", key -> started(), ScriptedUpstream.class);
    }

    private ScriptedUpstream started() {
        ScriptedUpstream.Builder builder = ScriptedUpstream.builder();
        settings.accept(builder);
        return builder.start();
    }
}
