/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * An upstream on real sockets for tests: it speaks Anyscale's wire, plays scripted faults and records what it received.
 *
 * <p>{@link dev.postern.testkit.ScriptedUpstream} is the way in, {@link dev.postern.testkit.UpstreamExtension} hands one to
 * JUnit tests, and {@link dev.postern.testkit.UncaughtExceptions} fails tests in which any thread dies.
 */
@NullMarked
package dev.postern.testkit;

import org.jspecify.annotations.NullMarked;
