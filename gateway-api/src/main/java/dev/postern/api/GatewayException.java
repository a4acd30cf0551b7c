/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything the gateway throws: no usable answer exists.
 *
 * <p>Each says whether the same call may succeed later ({@link #retryable()}) and whether any of the request may have
 * reached a provider ({@link #sent()}). Its message ends with an anchor in {@code docs/errors.md}.
 */
public abstract sealed class GatewayException extends RuntimeException
        permits CancelledException,
                ConfigException,
                DeadlineException,
                InvalidRequestException,
                MalformedBodyException,
                PermissionException,
                PluginException,
                RefusedException,
                StreamBrokenException,
                UnreachableException,
                UpstreamException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String anchor;
    private final boolean retryable;
    private final boolean sent;
    private transient volatile @Nullable CallReport report;

    GatewayException(
            String problem,
            int status,
            String type,
            String anchor,
            boolean retryable,
            boolean sent,
            @Nullable Throwable cause) {
        super(Objects.requireNonNull(problem, "problem"), cause);
        this.status = status;
        this.type = type;
        this.anchor = anchor;
        this.retryable = retryable;
        this.sent = sent;
    }

    /** Returns the HTTP status that this error stands for. */
    public int status() {
        return status;
    }

    /** Returns OpenAI's error type, such as {@code invalid_request_error}. */
    public String type() {
        return type;
    }

    /** Returns the field of the request that is at fault, if one is. */
    public @Nullable String param() {
        return null;
    }

    /** Returns whether the same call may succeed when it is made again. */
    public boolean retryable() {
        return retryable;
    }

    /** Returns how long to wait before a retry, where that is known. */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /** Returns whether any of the request may have reached a provider. */
    public boolean sent() {
        return sent;
    }

    /** Returns what is wrong and what to do, without the anchor: the text for a caller of the HTTP face. */
    public String problem() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }

    /** Returns where this error is explained: {@code docs/errors.md#…}. */
    public String anchor() {
        return "docs/errors.md#" + anchor;
    }

    @Override
    public String getMessage() {
        return problem() + " (" + anchor() + ")";
    }

    /** Returns the report of the call that failed; empty where the error did not come from a call. */
    public Optional<CallReport> report() {
        return Optional.ofNullable(report);
    }

    /** Attaches the report of the call that failed; the first one stays. */
    public void attach(CallReport callReport) {
        if (report == null) {
            report = callReport;
        }
    }
}
