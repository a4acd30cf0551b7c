/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.anyscale;

import dev.postern.api.Reply;
import dev.postern.provider.openai.OpenAiProvider;
import dev.postern.spi.Call;
import dev.postern.spi.PriceTable;
import dev.postern.spi.Provider;
import dev.postern.spi.StreamDecoder;
import dev.postern.spi.UpstreamAnswer;
import dev.postern.spi.UpstreamRequest;
import java.net.URI;
import java.util.Optional;

/**
 * Speaks Anyscale's wire in one of its {@linkplain Profile profiles}; made by {@link AnyscaleProviderFactory}.
 *
 * <p>What callers see is OpenAI's form throughout, as {@link OpenAiProvider} describes it. A blank at the start of the
 * content is content and stays. Safe for many threads.
 */
public final class AnyscaleProvider implements Provider {
    private final OpenAiProvider codec;
    private final AnyscaleSettings settings;

    AnyscaleProvider(OpenAiProvider codec, AnyscaleSettings settings) {
        this.codec = codec;
        this.settings = settings;
    }

    /** Returns which wire is spoken. */
    public Profile profile() {
        return settings.profile();
    }

    /** Returns the base URL for uploads of files, where it is not {@link #baseUrl()}. */
    public Optional<URI> uploadUrl() {
        return settings.uploadUrl();
    }

    /** Returns {@code max_concurrent} of the operator's settings; 0 where it is absent. */
    @Override
    public int maxConcurrent() {
        return settings.maxConcurrent();
    }

    @Override
    public URI baseUrl() {
        return codec.baseUrl();
    }

    @Override
    public UpstreamRequest encode(Call call) {
        return codec.encode(call);
    }

    @Override
    public Reply.Whole decode(Call call, UpstreamAnswer answer) {
        return codec.decode(call, answer);
    }

    @Override
    public StreamDecoder streamDecoder(Call call) {
        return codec.streamDecoder(call);
    }

    @Override
    public PriceTable prices() {
        return codec.prices();
    }

    @Override
    public String unreachableHint() {
        return settings.isHistoric() ? AnyscaleSettings.ENDED : "";
    }
}
