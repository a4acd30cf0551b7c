/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.failure;

import dev.postern.api.DeadlineException;
import dev.postern.api.GatewayException;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.JsonView;
import dev.postern.api.PluginException;
import dev.postern.api.RefusedException;
import dev.postern.api.Reply;
import dev.postern.api.UnreachableException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What kind of failure an attempt met: the one table by which retries, fallback and breakers go.
 *
 * <p>Which statuses are retried or fall over is the config's choice; the table says what makes sense at all.
 */
public enum FailureClass {
    /** 401, 402, 403: this key will not do, another target's may. */
    CREDENTIAL(true, true, false),
    /** 429: too many requests; the target is well. */
    RATE(true, true, false),
    /** 408, or an attempt that took longer than its time. */
    TIMEOUT(true, true, true),
    /** 500 and above, an unusable answer, or none for reasons of transport. */
    SERVER(true, true, true),
    /** 400, 404, 413, 422 and the like: another provider may still understand the request. */
    CALLER(true, true, false),
    /** The prompt is longer than the model takes: the same model will never, a larger one may. */
    CONTEXT_WINDOW(false, true, false),
    /** The provider's filter objects: the same one will again, another provider's may not. */
    CONTENT_POLICY(false, true, false),
    /** The gateway itself held the request back from this target. */
    REFUSED(false, true, false),
    /** A plugin of this target broke. */
    PLUGIN(false, true, false),
    /** Time or the caller ended the call, or a rule of the gateway's forbids it: no target can help. */
    FINAL(false, false, false);

    private static final Set<String> CONTEXT_CODES =
            Set.of("context_length_exceeded", "context_window_exceeded", "prompt_too_long", "prompttoolongerror");
    private static final Set<String> CONTENT_CODES =
            Set.of("content_policy_violation", "content_filter", "content_filtered", "responsibleaipolicyviolation");
    private static final List<String> CONTEXT_WORDS = List.of(
            "maximum context length",
            "maximum model length",
            "maximum input length",
            "context_length_exceeded",
            "exceeds the context window",
            "input too long",
            "prompt is too long");
    private static final List<String> CONTENT_WORDS =
            List.of("content management policy", "content policy", "content_policy_violation", "content filter");

    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY = 429;

    private final boolean repeats;
    private final boolean fallsOver;
    private final boolean blamesTarget;

    FailureClass(boolean repeats, boolean fallsOver, boolean blamesTarget) {
        this.repeats = repeats;
        this.fallsOver = fallsOver;
        this.blamesTarget = blamesTarget;
    }

    /** Returns whether the same target may answer when it is asked again. */
    public boolean repeats() {
        return repeats;
    }

    /** Returns whether another target may answer. */
    public boolean fallsOver() {
        return fallsOver;
    }

    /** Returns whether it counts against the target unless the config lists other statuses. */
    public boolean blamesTarget() {
        return blamesTarget;
    }

    /** Returns the class of a reply that is no success. */
    public static FailureClass of(Reply reply) {
        if (reply instanceof Reply.Whole whole) {
            JsonView root = whole.body().json();
            JsonView error = root.get("error").isObject() ? root.get("error") : root;
            String code = text(error.get("code"));
            String type = text(error.get("type"));
            String message = text(error.get("message"));
            if (CONTEXT_CODES.contains(code) || CONTEXT_CODES.contains(type)) {
                return CONTEXT_WINDOW;
            }
            if (CONTENT_CODES.contains(code) || CONTENT_CODES.contains(type)) {
                return CONTENT_POLICY;
            }
            // Words alone convince only where the request is blamed: a server that breaks may say anything.
            if (reply.status() == 400 || reply.status() == 413 || reply.status() == 422) {
                if (CONTEXT_WORDS.stream().anyMatch(message::contains)) {
                    return CONTEXT_WINDOW;
                }
                if (CONTENT_WORDS.stream().anyMatch(message::contains)) {
                    return CONTENT_POLICY;
                }
            }
        }
        return of(reply.status());
    }

    private static String text(JsonView value) {
        return value.string().orElse("").toLowerCase(Locale.ROOT);
    }

    /** Returns the class of an attempt that has no answer. */
    public static FailureClass of(GatewayException failure) {
        if (failure instanceof UnreachableException) {
            return SERVER;
        }
        if (failure instanceof DeadlineException) {
            return failure.retryable() ? TIMEOUT : FINAL;
        }
        if (failure instanceof RefusedException) {
            return failure.status() == TOO_MANY ? RATE : REFUSED;
        }
        if (failure instanceof InvalidRequestException) {
            return CALLER;
        }
        return failure instanceof PluginException ? PLUGIN : FINAL;
    }

    private static FailureClass of(int status) {
        if (status == TIMED_OUT) {
            return TIMEOUT;
        }
        if (status == TOO_MANY) {
            return RATE;
        }
        if (status == 401 || status == 402 || status == 403) {
            return CREDENTIAL;
        }
        return status >= 500 ? SERVER : CALLER;
    }
}
