/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.assembly;

import dev.postern.api.EventStream;
import dev.postern.api.GatewayException;
import dev.postern.api.PluginException;
import dev.postern.api.Reply;
import dev.postern.engine.call.CallRecord;
import dev.postern.engine.call.OpenStream;
import dev.postern.spi.Call;
import dev.postern.spi.Chain;
import dev.postern.spi.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stage in its place, before the rest of the chain.
 *
 * <p>Holds the stage to its contract: whatever it throws becomes an error that names it, null is no reply, and a
 * provider's stream that it neither returned nor closed is closed for it.
 */
final class StageLink implements Chain {
    private static final Logger LOG = LoggerFactory.getLogger(StageLink.class);

    private final Stage stage;
    private final StageLabel label;
    private final Chain next;

    StageLink(Stage stage, StageLabel label, Chain next) {
        this.stage = stage;
        this.label = label;
        this.next = next;
    }

    StageLabel label() {
        return label;
    }

    Stage stage() {
        return stage;
    }

    Chain next() {
        return next;
    }

    @Override
    public Reply proceed(Call call) {
        return call.recorder() instanceof CallRecord record ? watched(call, record) : guarded(call);
    }

    private Reply watched(Call call, CallRecord record) {
        Object before = record.enter(label);
        int mark = record.openStreams();
        Reply reply = null;
        try {
            reply = guarded(call);
            return reply;
        } finally {
            record.enter(before);
            if (record.openStreams() > mark) {
                settle(record, mark, reply);
            }
        }
    }

    private Reply guarded(Call call) {
        Reply reply;
        try {
            reply = stage.handle(call, next);
        } catch (GatewayException | OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            throw new PluginException(
                    label.named() + " failed with " + e.getClass().getName(), sent(call), e);
        }
        if (reply == null) {
            throw new PluginException(label.named() + " returned null in place of a reply", sent(call), null);
        }
        return reply;
    }

    private static boolean sent(Call call) {
        return call.recorder() instanceof CallRecord record && record.sent();
    }

    /** Closes the streams that were opened below this stage and are not what it returned. */
    private void settle(CallRecord record, int mark, @Nullable Reply reply) {
        for (EventStream stream : record.openedSince(mark)) {
            if (reply instanceof Reply.Streaming streaming && streaming.standsOn(stream)) {
                record.opened(stream);
            } else if (stream instanceof OpenStream open && open.isOpen()) {
                if (reply != null) {
                    LOG.warn("{} neither returned nor closed a stream; it was closed", label.named());
                }
                stream.close();
            }
        }
    }
}
