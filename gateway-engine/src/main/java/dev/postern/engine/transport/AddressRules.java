/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Knows the addresses that no host from a call may resolve to: everything that is not a public unicast address, and the
 * metadata services of clouds.
 *
 * <p>{@link InetAddress#isSiteLocalAddress()} and its siblings miss unique local, carrier-grade NAT, NAT64 and 6to4
 * addresses, so this has a table of its own, after IANA's special-purpose registries.
 */
final class AddressRules {
    private static final List<Block> FORBIDDEN_V4 = List.of(
            Block.of("0.0.0.0", 8), // this network; 0.0.0.0 reaches the machine itself
            Block.of("10.0.0.0", 8), // private
            Block.of("100.64.0.0", 10), // carrier-grade NAT; has a metadata service at 100.100.100.200
            Block.of("127.0.0.0", 8), // loopback
            Block.of("168.63.129.16", 32), // a cloud's host agent behind a public address
            Block.of("169.254.0.0", 16), // link-local; metadata services at 169.254.169.254
            Block.of("172.16.0.0", 12), // private
            Block.of("192.0.0.0", 24), // protocol assignments; a metadata service at 192.0.0.192
            Block.of("192.0.2.0", 24), // documentation
            Block.of("192.88.99.0", 24), // 6to4 relays
            Block.of("192.168.0.0", 16), // private
            Block.of("198.18.0.0", 15), // benchmarks
            Block.of("198.51.100.0", 24), // documentation
            Block.of("203.0.113.0", 24), // documentation
            Block.of("224.0.0.0", 4), // multicast
            Block.of("240.0.0.0", 4)); // reserved, broadcast

    // Global unicast is 2000::/3; the first three blocks are all the rest: unspecified, loopback, IPv4-mapped, NAT64,
    // discard-only, segment routing, unique local, link-local, site-local, multicast.
    private static final List<Block> FORBIDDEN_V6 = List.of(
            Block.of("::", 3),
            Block.of("4000::", 2),
            Block.of("8000::", 1),
            Block.of("2001::", 23), // protocol assignments: Teredo, ORCHID
            Block.of("2001:db8::", 32), // documentation
            Block.of("2002::", 16), // 6to4: carries an IPv4 address
            Block.of("3fff::", 20)); // documentation

    private AddressRules() {}

    /** Returns whether a host named by a call must not lead to this address. */
    static boolean isForbidden(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (Block block : address instanceof Inet4Address ? FORBIDDEN_V4 : FORBIDDEN_V6) {
            if (block.contains(bytes)) {
                return true;
            }
        }
        return false;
    }

    private static final class Block {
        private final byte[] prefix;
        private final int bits;

        private Block(byte[] prefix, int bits) {
            this.prefix = prefix;
            this.bits = bits;
        }

        static Block of(String address, int bits) {
            try {
                return new Block(InetAddress.getByName(address).getAddress(), bits);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(e);
            }
        }

        boolean contains(byte[] address) {
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != prefix[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0 || ((address[whole] ^ prefix[whole]) & (0xff << (8 - rest)) & 0xff) == 0;
        }
    }
}
