/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many connections one address holds. */
class AddressCountsTest {
    private static final InetAddress ONE = address(1);
    private static final InetAddress OTHER = address(2);

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void connectionsUpToTheLimitAreLetInAndOneMoreIsNot() {
        AddressCounts counts = new AddressCounts(2);

        List<Boolean> letIn = Stream.generate(() -> counts.opened(ONE)).limit(3).toList();

        assertThat(letIn).containsExactly(true, true, false);
    }

    @Test
    void addressesDoNotCountAgainstEachOther() {
        AddressCounts counts = new AddressCounts(1);
        counts.opened(ONE);

        assertThat(counts.opened(OTHER)).isTrue();
    }

    @Test
    void placeIsFreeAgainOnceAsManyHaveClosedAsWereOneTooMany() {
        AddressCounts counts = new AddressCounts(1);
        counts.opened(ONE);
        counts.opened(ONE);

        counts.closed(ONE);
        assertThat(counts.opened(ONE)).isFalse();

        counts.closed(ONE);
        counts.closed(ONE);
        assertThat(counts.opened(ONE)).isTrue();
    }

    @Test
    void closingMoreOftenThanOpeningGivesNoCredit() {
        AddressCounts counts = new AddressCounts(1);
        counts.closed(ONE);
        counts.closed(ONE);

        assertThat(counts.opened(ONE)).isTrue();
        assertThat(counts.opened(ONE)).isFalse();
    }

    @Test
    void manyThreadsLoseNoCount() {
        AddressCounts counts = new AddressCounts(100);
        AtomicInteger letIn = new AtomicInteger();

        IntStream.range(0, 1000).parallel().forEach(i -> {
            if (counts.opened(ONE)) {
                letIn.incrementAndGet();
            }
        });
        assertThat(letIn).hasValue(100);

        IntStream.range(0, 1000).parallel().forEach(i -> counts.closed(ONE));
        assertThat(counts.opened(ONE)).isTrue();
    }
}
