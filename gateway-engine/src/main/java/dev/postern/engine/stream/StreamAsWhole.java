/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.stream;

import dev.postern.api.Body;
import dev.postern.api.BodyBuilder;
import dev.postern.api.JsonView;
import dev.postern.api.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the chunks of a stream together to the whole answer that they tell; the twin of {@link WholeAsStream}. */
public final class StreamAsWhole {
    /** One of the answers that a stream tells side by side. */
    private static final class Choice {
        private final Map<String, Body> facts = new LinkedHashMap<>();
        private final MergedValue pieces = new MergedValue();
        private @Nullable MergedValue logprobs;
    }

    private final boolean chat;
    private final int maxBytes;
    private final Map<String, Body> envelope = new LinkedHashMap<>();
    private final TreeMap<Long, Choice> choices = new TreeMap<>();
    private long bytes;

    private StreamAsWhole(boolean chat, int maxBytes) {
        this.chat = chat;
        this.maxBytes = maxBytes;
    }

    /** Starts a recording of at most about that many bytes; null where the operation's chunks are not known. */
    public static @Nullable StreamAsWhole begin(Operation operation, int maxBytes) {
        boolean chat = operation.equals(Operation.CHAT);
        return chat || operation.equals(Operation.COMPLETIONS) ? new StreamAsWhole(chat, maxBytes) : null;
    }

    /** Adds a chunk; returns false where the answer gets too large to go on. */
    public boolean add(Body chunk) {
        for (JsonView.Member member : chunk.json().members()) {
            if (member.name().equals("choices")) {
                member.value().elements().forEach(this::addChoice);
            } else if (!member.value().isNull()) {
                envelope.put(member.name(), member.value().toBody());
            }
        }
        return bytes <= maxBytes;
    }

    private void addChoice(JsonView told) {
        Choice choice = choices.computeIfAbsent(told.get("index").integer().orElse(0), index -> new Choice());
        for (JsonView.Member member : told.members()) {
            addFact(choice, member.name(), member.value());
        }
    }

    private void addFact(Choice choice, String name, JsonView value) {
        if (name.equals(chat ? "delta" : "text")) {
            bytes += choice.pieces.add(name, value);
        } else if (name.equals("logprobs") && !value.isNull()) {
            choice.logprobs = choice.logprobs == null ? new MergedValue() : choice.logprobs;
            bytes += choice.logprobs.add(name, value);
        } else if (!name.equals("index") && !value.isNull()) {
            choice.facts.put(name, value.toBody());
        }
    }

    /** Returns the whole answer; empty where some choice never said why it ended. */
    public Optional<Body> end() {
        boolean ended = choices.values().stream().allMatch(choice -> choice.facts.containsKey("finish_reason"));
        if (choices.isEmpty() || !ended || envelope.containsKey("error")) {
            return Optional.empty();
        }
        Body usage = envelope.remove("usage");
        BodyBuilder whole = Body.object();
        envelope.forEach((name, value) -> {
            if (name.equals("object")) {
                whole.put("object", chat ? "chat.completion" : "text_completion");
            } else {
                whole.put(name, value);
            }
        });
        whole.beginArray("choices");
        choices.forEach((index, choice) -> write(index, choice, whole));
        whole.end();
        if (usage != null) {
            whole.put("usage", usage);
        }
        return Optional.of(whole.build());
    }

    private void write(long index, Choice choice, BodyBuilder whole) {
        whole.beginObject().put("index", index);
        if (chat) {
            choice.pieces.writeMessage(whole);
        } else {
            choice.pieces.writeTo(whole, "text");
        }
        if (choice.logprobs == null) {
            whole.putNull("logprobs");
        } else {
            choice.logprobs.writeTo(whole, "logprobs");
        }
        choice.facts.forEach(whole::put);
        whole.end();
    }
}
