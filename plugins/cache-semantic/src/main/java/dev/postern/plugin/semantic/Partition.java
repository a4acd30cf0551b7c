/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.plugin.semantic;

import dev.postern.api.JsonView;
import dev.postern.spi.CacheKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which texts may be compared at all: those of calls that are equal in everything but the last user message.
 *
 * <p>A SHA-256 over length-prefixed fields: scope (tenant, namespace or metadata, pipeline, headers), embedding model, and
 * every member of the canonical request, the last message's content left out.
 */
record Partition(long a, long b, long c, long d) {
    static Partition of(CacheKey key, String embeddingModel) {
        MessageDigest digest = sha256();
        add(digest, key.scope());
        add(digest, embeddingModel);
        for (JsonView.Member member : key.request().json().members()) {
            add(digest, member.name());
            if (member.nameEquals("messages")) {
                messages(digest, member.value());
            } else {
                add(digest, member.value().text());
            }
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new Partition(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }

    private static void messages(MessageDigest digest, JsonView messages) {
        int last = messages.size() - 1;
        add(digest, String.valueOf(last));
        int i = 0;
        for (JsonView message : messages.elements()) {
            if (i++ < last) {
                add(digest, message.text());
            } else {
                for (JsonView.Member member : message.members()) {
                    add(digest, member.name());
                    add(
                            digest,
                            member.nameEquals("content") ? "" : member.value().text());
                }
            }
        }
    }

    private static void add(MessageDigest digest, String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
