/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.transport;

import dev.postern.api.ConfigException;
import java.net.InetAddress;
import java.util.Objects;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/**
 * Where requests of one target go: scheme, host, port and base path, checked once.
 *
 * <p>A destination of the operator's may be plain http and may lie in a private network. One that came with a call is
 * made by {@link DestinationPolicy} and may resolve to public addresses only, unless the operator listed it as private.
 * Immutable.
 */
public final class Destination {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final boolean secure;
    private final HostName host;
    private final int port;
    private final String basePath;
    private final boolean anyAddress;
    private final String origin;
    private final String authority;
    private final HttpRoute route;
    private final HttpHost target;
    private final Header hostHeader;

    private Destination(boolean secure, HostName host, int port, String basePath, boolean anyAddress) {
        this.secure = secure;
        this.host = host;
        this.port = port;
        this.basePath = basePath;
        this.anyAddress = anyAddress;
        String scheme = secure ? "https" : "http";
        this.authority = host.inUrl() + ":" + port;
        this.origin = scheme + "://" + authority;
        this.target = new HttpHost(scheme, host.text(), port);
        this.route = new HttpRoute(target, null, secure);
        boolean defaultPort = port == (secure ? HTTPS_PORT : HTTP_PORT);
        this.hostHeader = new BasicHeader("Host", defaultPort ? host.inUrl() : authority);
    }

    /**
     * Reads a base URL that the operator set, such as {@code https://api.example.com/v1}; a slash at its end makes no
     * difference.
     *
     * @param name what the URL is called where the operator wrote it, such as {@code providers.anyscale.base_url}
     * @throws ConfigException if it is not {@code http} or {@code https}, has user info, a query or a fragment, or
     *     if its host could be read in more than one way
     */
    public static Destination parse(String baseUrl, String name) {
        try {
            return read(baseUrl, true);
        } catch (MalformedDestinationException e) {
            throw new ConfigException(name + ": " + e.problem());
        }
    }

    static Destination read(String url, boolean anyAddress) throws MalformedDestinationException {
        boolean secure = startsWith(url, "https://");
        if (!secure && !startsWith(url, "http://")) {
            throw new MalformedDestinationException("expected a URL that begins with https:// or http://");
        }
        int start = secure ? 8 : 7;
        int slash = url.indexOf('/', start);
        int end = slash < 0 ? url.length() : slash;
        if (url.indexOf('?') >= 0 || url.indexOf('#') >= 0) {
            throw new MalformedDestinationException("must not have a query or a fragment");
        }
        if (url.indexOf('@', start) >= 0 && url.indexOf('@', start) < end) {
            throw new MalformedDestinationException("must not have user info");
        }
        String authority = url.substring(start, end);
        int colon = authority.endsWith("]") ? -1 : authority.lastIndexOf(':');
        HostName host = HostName.parse(colon < 0 ? authority : authority.substring(0, colon));
        int port = colon < 0 ? (secure ? HTTPS_PORT : HTTP_PORT) : port(authority.substring(colon + 1));
        return new Destination(secure, host, port, basePath(url.substring(end)), anyAddress);
    }

    private static boolean startsWith(String url, String scheme) {
        return url.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static int port(String digits) throws MalformedDestinationException {
        int port = 0;
        for (int i = 0; i < digits.length() && i < 6; i++) {
            char c = digits.charAt(i);
            port = c < '0' || c > '9' ? -1_000_000 : port * 10 + c - '0';
        }
        if (port < 1 || port > 65_535 || digits.startsWith("0")) {
            throw new MalformedDestinationException("expected a port from 1 to 65535");
        }
        return port;
    }

    private static String basePath(String path) throws MalformedDestinationException {
        if (path.isEmpty()) {
            return "";
        }
        String problem = PathRules.problem(path);
        if (problem != null) {
            throw new MalformedDestinationException("its path " + problem);
        }
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Returns scheme, host and port, the default one written out: {@code https://api.example.com:443}. */
    public String origin() {
        return origin;
    }

    /** Returns the host's name, or its address without brackets. */
    public String host() {
        return host.text();
    }

    /** Returns the port, 1 to 65535. */
    public int port() {
        return port;
    }

    /** Returns whether requests go over TLS. */
    public boolean secure() {
        return secure;
    }

    /** Returns what comes before each request's path: empty, or a path without a slash at its end. */
    public String basePath() {
        return basePath;
    }

    /** Returns whether the host may resolve to any address, private ones included. */
    public boolean anyAddress() {
        return anyAddress;
    }

    /** Returns whether requests go to the same place as with another base URL. */
    public boolean sameBase(Destination other) {
        return origin.equals(other.origin) && basePath.equals(other.basePath);
    }

    boolean allows(InetAddress address) {
        return anyAddress || !AddressRules.isForbidden(address);
    }

    Destination withAnyAddress() {
        return new Destination(secure, host, port, basePath, true);
    }

    @Nullable
    InetAddress address() {
        return host.address();
    }

    /** Keeps connections made under the weaker rule from serving calls under the stronger one. */
    Object poolState() {
        return anyAddress;
    }

    String authority() {
        return authority;
    }

    HttpRoute route() {
        return route;
    }

    HttpHost target() {
        return target;
    }

    Header hostHeader() {
        return hostHeader;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Destination that
                && origin.equals(that.origin)
                && basePath.equals(that.basePath)
                && anyAddress == that.anyAddress;
    }

    @Override
    public int hashCode() {
        return Objects.hash(origin, basePath, anyAddress);
    }

    @Override
    public String toString() {
        return origin + basePath;
    }
}
