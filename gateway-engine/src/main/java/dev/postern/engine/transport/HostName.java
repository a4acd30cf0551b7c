/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A host as it stands in a URL: a plain ASCII name or a canonical address.
 *
 * <p>Whatever two parsers could read in two ways is refused, since one of them would be the check and the other one the
 * connection: {@code 127.1}, {@code 2130706433}, {@code 0x7f.1}, octal digits, IPv4 inside IPv6, a dot at the end,
 * percent-encoding, anything beyond ASCII.
 *
 * @param text the name in lower case or the address, without brackets
 * @param address the address if it is one, else null
 */
record HostName(String text, @Nullable InetAddress address) {
    private static final int MAX_LENGTH = 253;
    private static final int MAX_LABEL = 63;

    static HostName parse(String text) throws MalformedDestinationException {
        if (text.startsWith("[")) {
            return ipv6(text);
        }
        String host = text.toLowerCase(Locale.ROOT);
        if (host.isEmpty() || host.length() > MAX_LENGTH) {
            throw new MalformedDestinationException("expected a host of 1 to " + MAX_LENGTH + " characters");
        }
        String last = host.substring(host.lastIndexOf('.') + 1);
        if (!last.isEmpty() && isNumber(last)) {
            return new HostName(host, ipv4(host));
        }
        checkLabels(host);
        return new HostName(host, null);
    }

    /** Returns the host as it stands in a URL or a host header. */
    String inUrl() {
        return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }

    private static void checkLabels(String host) throws MalformedDestinationException {
        for (String label : host.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > MAX_LABEL || label.startsWith("-") || label.endsWith("-")) {
                throw new MalformedDestinationException("expected a host name without empty or overlong labels");
            }
            for (int i = 0; i < label.length(); i++) {
                char c = label.charAt(i);
                // The underscore is no letter of a host name, but container networks use it in theirs.
                if (!isLetterOrDigit(c) && c != '-' && c != '_') {
                    throw new MalformedDestinationException(
                            "expected a host of ASCII letters, digits, hyphens and dots; write others in punycode");
                }
            }
        }
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private static boolean isNumber(String label) {
        if (label.startsWith("0x")) {
            return true;
        }
        for (int i = 0; i < label.length(); i++) {
            if (label.charAt(i) < '0' || label.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static InetAddress ipv4(String text) throws MalformedDestinationException {
        String[] parts = text.split("\\.", -1);
        byte[] address = new byte[4];
        for (int i = 0; i < 4 && parts.length == 4; i++) {
            int number = octet(parts[i]);
            if (number < 0) {
                break;
            }
            address[i] = (byte) number;
            if (i == 3) {
                return fromBytes(address);
            }
        }
        throw new MalformedDestinationException("expected an address of four decimal numbers, such as 192.0.2.1");
    }

    private static int octet(String text) {
        if (text.isEmpty() || text.length() > 3 || !isNumber(text) || (text.length() > 1 && text.startsWith("0"))) {
            return -1;
        }
        int number = Integer.parseInt(text);
        return number <= 255 ? number : -1;
    }

    private static HostName ipv6(String text) throws MalformedDestinationException {
        String inside = text.endsWith("]") ? text.substring(1, text.length() - 1) : "";
        boolean plain = inside.indexOf(':') >= 0;
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            plain &= c == ':' || (c < 0x7f && Character.digit(c, 16) >= 0);
        }
        if (plain) {
            try {
                InetAddress address = InetAddress.getByName(inside);
                if (!(address instanceof Inet4Address)) {
                    String canonical = address.getHostAddress();
                    return new HostName(canonical, address);
                }
            } catch (UnknownHostException e) {
                throw new MalformedDestinationException("expected an IPv6 address between the brackets");
            }
        }
        throw new MalformedDestinationException(
                "expected an IPv6 address between the brackets, without zone and without an IPv4 address in it");
    }

    private static InetAddress fromBytes(byte[] address) throws MalformedDestinationException {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new MalformedDestinationException("expected an address of four decimal numbers");
        }
    }
}
