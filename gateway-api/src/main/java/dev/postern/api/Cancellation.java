/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends a call from outside: fired once, by the caller, a deadline or the gateway's close.
 *
 * <p>Whoever blocks registers what unblocks it. Thread-safe.
 */
public final class Cancellation {
    /** Why a call was ended. */
    public enum Reason {
        /** The caller cancelled, closed the stream or went away. */
        CALLER,
        /** The deadline of the whole call passed. */
        DEADLINE,
        /** The time of one attempt ran out. */
        ATTEMPT_TIMEOUT,
        /** The gateway closed and did not wait any longer. */
        GATEWAY_CLOSED
    }

    /** Takes an action back; after {@link #close()} has returned the action neither runs nor will. */
    public static final class Registration implements AutoCloseable {
        private static final Registration SPENT = new Registration(null, null);

        private final @Nullable Cancellation owner;
        private @Nullable Runnable action;

        private Registration(@Nullable Cancellation owner, @Nullable Runnable action) {
            this.owner = owner;
            this.action = action;
        }

        private void run() {
            synchronized (this) {
                Runnable toRun = action;
                action = null;
                if (toRun != null) {
                    toRun.run();
                }
            }
        }

        @Override
        public void close() {
            synchronized (this) {
                action = null;
            }
            if (owner != null) {
                owner.remove(this);
            }
        }
    }

    private final List<Registration> registrations = new ArrayList<>(2);
    private final @Nullable Cancellation parent;
    private volatile @Nullable Reason reason;

    /** Creates a cancellation that has not fired. */
    public Cancellation() {
        this(null);
    }

    private Cancellation(@Nullable Cancellation parent) {
        this.parent = parent;
    }

    /** Returns a cancellation that fires when this one does, and may also fire alone. */
    public Child child() {
        return new Child(this);
    }

    /** A cancellation below another one; close it when its part of the call is over. */
    public static final class Child implements AutoCloseable {
        private final Cancellation cancellation;
        private final Registration parent;

        private Child(Cancellation parent) {
            this.cancellation = new Cancellation(parent);
            this.parent = parent.onCancel(() -> cancellation.cancel(parent.requireReason()));
        }

        /** Returns the cancellation of this part. */
        public Cancellation cancellation() {
            return cancellation;
        }

        /** Cuts the tie to the parent; does not fire. */
        @Override
        public void close() {
            parent.close();
        }
    }

    private Reason requireReason() {
        Reason known = reason;
        return known == null ? Reason.CALLER : known;
    }

    /**
     * Fires once; returns whether it was this call that did.
     *
     * <p>The registered actions run in this thread. One that throws against its rule keeps none of the others from
     * running; what the first such threw comes out of here.
     */
    public boolean cancel(Reason why) {
        List<Registration> toRun;
        synchronized (registrations) {
            if (reason != null) {
                return false;
            }
            reason = why;
            toRun = List.copyOf(registrations);
            registrations.clear();
        }
        Throwable broken = null;
        for (Registration registration : toRun) {
            try {
                registration.run();
            } catch (RuntimeException | Error e) {
                broken = broken == null ? e : broken;
            }
        }
        if (broken instanceof Error error) {
            throw error;
        }
        if (broken instanceof RuntimeException exception) {
            throw exception;
        }
        return true;
    }

    /** Returns why it fired, or null if it has not; a child's parent counts from the moment it fires. */
    public @Nullable Reason reason() {
        Reason own = reason;
        return (own == null && parent != null) ? parent.reason() : own;
    }

    /** Returns whether it has fired. */
    public boolean isCancelled() {
        return reason() != null;
    }

    /** Has an action run when this fires, or at once if it has; actions must be short and must not throw. */
    public Registration onCancel(Runnable action) {
        synchronized (registrations) {
            if (reason == null) {
                Registration registration = new Registration(this, action);
                registrations.add(registration);
                return registration;
            }
        }
        action.run();
        return Registration.SPENT;
    }

    private void remove(Registration registration) {
        synchronized (registrations) {
            registrations.remove(registration);
        }
    }
}
