/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Headers;
import dev.postern.api.Usage;
import dev.postern.spi.Call;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What the gateway relies on in every provider's streams: the same chunks however the network cut the bytes, and no
 * completion without an end. Part of {@link ProviderContract}; extend that.
 */
public abstract class ProviderStreamContract extends ProviderWire {
    private static final int RANDOM_SPLITS = 100;

    ProviderStreamContract() {}

    /** A whole stream gives chunks of OpenAI's schema, its tokens, and completes once. */
    @Test
    public final void streamFollowsTheSchema() {
        StreamRun run = StreamRun.of(provider(), chat().streaming().call(), streamBytes());

        assertThat(run.errors()).isEmpty();
        assertThat(run.chunks()).isNotEmpty();
        run.chunks().forEach(OpenAiSchema.CHAT_CHUNK::assertValid);
        assertThat(run.sawFinish()).as("a chunk with finish_reason").isTrue();
        assertThat(run.completed()).as("times it was complete").isEqualTo(1);
        assertThat(run.wentOn()).as("something came after the end").isFalse();
        assertThat(run.usage()).as("usage of a stream").isNotNull().satisfies(ProviderStreamContract::assertCounts);
        assertThat(provider().streams(Headers.of("content-type", streamContentType())))
                .isTrue();
    }

    /** However the network cuts the bytes, the reader sees the same. */
    @Test
    public final void anySplitGivesTheSameChunks() {
        byte[] bytes = streamBytes();
        Call call = chat().streaming().call();
        String whole = StreamRun.of(provider(), call, bytes).transcript();

        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(StreamRun.of(provider(), call, bytes, cut).transcript())
                    .as("cut at %s", cut)
                    .isEqualTo(whole);
        }
        int[] everywhere = WireSamples.everyPosition(bytes.length);
        assertThat(StreamRun.of(provider(), call, bytes, everywhere).transcript())
                .as("byte-wise")
                .isEqualTo(whole);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < RANDOM_SPLITS; i++) {
            int[] cuts =
                    random.ints(random.nextInt(1, 12), 0, bytes.length).sorted().toArray();
            assertThat(StreamRun.of(provider(), call, bytes, cuts).transcript())
                    .as("seed %s", seed)
                    .isEqualTo(whole);
        }
    }

    /** A stream that ends before a choice had its finish_reason is not complete. */
    @Test
    public final void cutStreamIsNotComplete() {
        byte[] bytes = streamBytes();
        for (int end = 0; end < bytes.length; end++) {
            StreamRun run = StreamRun.of(provider(), chat().streaming().call(), WireSamples.first(bytes, end));

            if (!run.sawFinish()) {
                assertThat(run.completed())
                        .as("complete after %s of %s bytes", end, bytes.length)
                        .isZero();
            }
        }
    }

    static void assertCounts(Usage usage) {
        assertThat(usage.promptTokens()).as("prompt tokens").isPositive();
        assertThat(usage.completionTokens()).as("completion tokens").isPositive();
        assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
    }
}
