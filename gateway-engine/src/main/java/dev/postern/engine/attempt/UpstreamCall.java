/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.attempt;

import dev.postern.api.AttemptReport;
import dev.postern.api.Body;
import dev.postern.api.Cancellation;
import dev.postern.api.GatewayException;
import dev.postern.api.InvalidRequestException;
import dev.postern.api.Limits;
import dev.postern.api.MalformedBodyException;
import dev.postern.api.Reply;
import dev.postern.api.UnreachableException;
import dev.postern.api.Usage;
import dev.postern.engine.call.CallRecord;
import dev.postern.engine.stream.WholeAsStream;
import dev.postern.engine.transport.Destination;
import dev.postern.engine.transport.Transport;
import dev.postern.engine.transport.TransportAnswer;
import dev.postern.engine.transport.TransportRequest;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.OpenAiForm;
import dev.postern.spi.TimeSource;
import dev.postern.spi.Timer;
import dev.postern.spi.UpstreamAnswer;
import dev.postern.spi.UpstreamRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The end of every chain: writes the request in the provider's form, sends it once, and reads the answer.
 *
 * <p>Notes every attempt, whether or not it was sent, and what the answer cost.
 */
public final class UpstreamCall implements Chain {
    private static final int UNUSABLE = 502;

    private final UpstreamTarget target;
    private final Transport transport;
    private final Limits limits;
    private final Timer timer;
    private final TimeSource time;

    /** Makes the end of one target's chain. */
    public UpstreamCall(UpstreamTarget target, Transport transport, Limits limits, Timer timer, TimeSource time) {
        this.target = target;
        this.transport = transport;
        this.limits = limits;
        this.timer = timer;
        this.time = time;
    }

    /** Returns where it sends to. */
    public UpstreamTarget target() {
        return target;
    }

    @Override
    public Reply proceed(Call call) {
        requireModel(call);
        if (call.cancellation().isCancelled()) {
            throw call.ended(false);
        }
        long startedAt = time.nanoTime();
        Cancellation.Child attempt = call.cancellation().child();
        TransportAnswer answer = null;
        boolean streaming = false;
        try {
            answer = send(call, request(call), attempt);
            Reply reply = read(call, answer, attempt);
            streaming = reply instanceof Reply.Streaming live && live.events() instanceof UpstreamStream;
            note(call, startedAt, reply.status(), true, reply.isSuccess() ? null : "HTTP " + reply.status());
            return reply;
        } catch (GatewayException e) {
            GatewayException failure = asEnded(call.withCancellation(attempt.cancellation()), e);
            // Whoever failed may not know whether the request went out, a provider's codec above all.
            note(call, startedAt, failure.status(), answer != null || failure.sent(), failure.problem());
            throw failure;
        } finally {
            if (!streaming) {
                if (answer != null) {
                    answer.close();
                }
                attempt.close();
            }
        }
    }

    private void requireModel(Call call) {
        if (call.operation().hasBody() && !call.body().has("model")) {
            throw new InvalidRequestException(
                    "model: missing; set it in the request or in " + target.path() + ".override_params", "model");
        }
    }

    /** A transport failure that a cancellation or an interrupt caused is told by its cause. */
    private static GatewayException asEnded(Call call, GatewayException failure) {
        boolean ended =
                call.cancellation().isCancelled() || Thread.currentThread().isInterrupted();
        return failure instanceof UnreachableException && ended ? call.ended(failure.sent()) : failure;
    }

    private void note(Call call, long startedAt, int status, boolean sent, @Nullable String error) {
        Duration duration = Duration.ofNanos(time.nanoTime() - startedAt);
        call.recorder().attempt(new AttemptReport(target.path(), target.providerId(), status, sent, duration, error));
    }

    private TransportRequest request(Call call) {
        UpstreamRequest encoded = target.provider().encode(call);
        UpstreamTarget.Access access = target.access(call);
        return new TransportRequest(
                access.destination(),
                encoded.method(),
                "/" + encoded.path(),
                target.headers(call, encoded.headers(), access.key()),
                encoded.body());
    }

    /** Sends and waits for the answer's head: as long as a timeout of the config or call allows, or else the first byte. */
    private TransportAnswer send(Call call, TransportRequest request, Cancellation.Child attempt) {
        Cancellation cancellation = attempt.cancellation();
        Timer.Armed firstByte = target.hasOwnTimeout(call)
                ? null
                : timer.cancelAfter(limits.firstByteTimeout(), cancellation, Cancellation.Reason.ATTEMPT_TIMEOUT);
        try {
            return transport.send(request, cancellation);
        } catch (UnreachableException e) {
            throw cancellation.isCancelled()
                    ? call.withCancellation(cancellation).ended(e.sent())
                    : withHint(e, request.destination());
        } finally {
            if (firstByte != null) {
                firstByte.close();
            }
        }
    }

    /** Adds the place in the config and, of its own host, the provider's advice. */
    private UnreachableException withHint(UnreachableException failure, Destination destination) {
        String hint =
                destination.sameBase(target.providerHost()) ? target.provider().unreachableHint() : "";
        return new UnreachableException(
                target.path() + ": " + failure.problem() + (hint.isEmpty() ? "" : ". " + hint),
                failure.sent(),
                failure.getCause());
    }

    private Reply read(Call call, TransportAnswer answer, Cancellation.Child attempt) {
        boolean success = answer.status() >= 200 && answer.status() < 300;
        if (call.streaming() && success && target.provider().streams(answer.headers())) {
            UpstreamStream stream = new UpstreamStream(target, call, answer, attempt, timer);
            Reply reply = stream.begin();
            if (reply instanceof Reply.Streaming && call.recorder() instanceof CallRecord record) {
                record.opened(stream);
            }
            return reply;
        }
        Reply.Whole whole = decode(call, answer);
        recordUsage(call, whole);
        return call.streaming() && whole.isSuccess() ? WholeAsStream.of(whole, call) : whole;
    }

    private Reply.Whole decode(Call call, TransportAnswer answer) {
        byte[] content = answer.readAll(limits.maxUpstreamBodyBytes());
        UpstreamAnswer raw = new UpstreamAnswer(
                answer.status(), answer.headers(), content, limits.json().withMaxBytes(limits.maxUpstreamBodyBytes()));
        try {
            return target.provider().decode(call, raw);
        } catch (MalformedBodyException | InvalidRequestException e) {
            return new Reply.Whole(
                    UNUSABLE,
                    target.provider().answerHeaders(answer.headers()),
                    OpenAiForm.error(
                            target.providerId() + " answered " + answer.status() + " with a body that is no JSON: "
                                    + e.problem(),
                            "upstream_error"));
        }
    }

    private void recordUsage(Call call, Reply.Whole whole) {
        if (!whole.isSuccess()) {
            return;
        }
        Body body = whole.body();
        String served = body.has("model") ? body.json().get("model").string().orElse(null) : null;
        if (served != null) {
            call.recorder().model(served);
        }
        Usage.of(body).ifPresent(usage -> Costs.record(target.provider().prices(), call, served, usage));
    }
}
