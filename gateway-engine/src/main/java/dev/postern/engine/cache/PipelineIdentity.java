/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.cache;

import java.util.List;
import java.util.Set;

/**
 * What of a config decides which answers may come out of it; weights, retries and timeouts do not.
 *
 * @param text modes, stages, providers, hosts, credentials by name, parameters; each field length-prefixed
 * @param callsCredential whether some target takes its key from the call
 * @param forwardedHeaders the names of the headers that reach a provider
 * @param metadataRead the names of the metadata that routers below read
 */
public record PipelineIdentity(
        String text, boolean callsCredential, List<String> forwardedHeaders, Set<String> metadataRead) {
    /** Copies what it is given. */
    public PipelineIdentity {
        forwardedHeaders = forwardedHeaders.stream().distinct().sorted().toList();
        metadataRead = Set.copyOf(metadataRead);
    }
}
