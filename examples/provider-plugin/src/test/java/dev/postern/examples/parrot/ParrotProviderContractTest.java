/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.examples.parrot;

import dev.postern.spi.ProviderFactory;
import dev.postern.testkit.ProviderContract;

class ParrotProviderContractTest extends ProviderContract {
    @Override
    protected ProviderFactory factory() {
        return new ParrotProviderFactory();
    }

    @Override
    protected String settings() {
        return "{\"base_url\": \"http://127.0.0.1:9\"}";
    }

    @Override
    protected boolean speaksOpenAiForm() {
        return false;
    }

    @Override
    protected String expectedRequest() {
        return "{\"voice\": \"m\", \"say\": \"What is the capital of France?\", \"stream\": false}";
    }

    @Override
    protected String chatAnswer() {
        return "{\"heard\": \"Paris\", \"said_words\": 6, \"cost_words\": 7}";
    }

    @Override
    protected String errorAnswer() {
        return "{\"squawk\": \"no crackers\"}";
    }

    @Override
    protected String chatStream() {
        return "data: {\"heard\": \"Par\"}\n\ndata: {\"heard\": \"is\"}\n\ndata: {\"said_words\": 6, \"cost_words\": 7}\n\n";
    }

    @Override
    protected String listedModel() {
        return "polly";
    }
}
