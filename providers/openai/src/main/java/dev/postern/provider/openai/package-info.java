/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The provider {@code openai}: any base URL that speaks OpenAI's form of the API.
 *
 * <p>{@link dev.postern.provider.openai.OpenAiProvider} is also what a provider with a dialect of that form is put
 * together from: give it a {@link dev.postern.provider.openai.Dialect}, and read the shared settings through
 * {@link dev.postern.provider.openai.OpenAiSettings}.
 */
@NullMarked
package dev.postern.provider.openai;

import org.jspecify.annotations.NullMarked;
