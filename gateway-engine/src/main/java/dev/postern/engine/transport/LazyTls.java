/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Sets TLS up when the first secure connection needs it: the JVM then reads every certificate that it trusts.
 *
 * <p>Thread-safe; of several first connections each may make a strategy of its own, which are all alike.
 */
final class LazyTls {
    private final Supplier<SSLContext> context;
    private volatile @Nullable TlsSocketStrategy made;

    LazyTls(Supplier<SSLContext> context) {
        this.context = context;
    }

    TlsSocketStrategy strategy() {
        TlsSocketStrategy known = made;
        if (known == null) {
            known = ClientTlsStrategyBuilder.create()
                    .setSslContext(context.get())
                    .buildClassic();
            made = known;
        }
        return known;
    }
}
