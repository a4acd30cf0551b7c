/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Tests for everything that stands around the gateway: an upstream with scripted faults, and contracts for plugins.
 *
 * <p>The upstream works on real sockets, speaks Anyscale's wire, plays scripted faults and records what it received:
 * {@link dev.postern.testkit.ScriptedUpstream} is the way in, {@link dev.postern.testkit.UpstreamExtension} hands one to
 * JUnit tests, and {@link dev.postern.testkit.UncaughtExceptions} fails tests in which any thread dies.
 *
 * <p>Authors extend {@link dev.postern.testkit.StageContract}, {@link dev.postern.testkit.RouterContract} or
 * {@link dev.postern.testkit.ProviderContract}, and write tests of their own with
 * {@link dev.postern.testkit.TestCalls}, {@link dev.postern.testkit.ScriptedChain},
 * {@link dev.postern.testkit.TestStageContext} and {@link dev.postern.testkit.FakeTime}.
 */
@NullMarked
package dev.postern.testkit;

import org.jspecify.annotations.NullMarked;
