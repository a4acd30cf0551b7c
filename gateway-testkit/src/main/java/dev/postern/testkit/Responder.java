/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import com.google.gson.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the answer to a request: key, route, script, wire, in this order. */
final class Responder {
    private static final String BEARER = "bearer ";

    private final Wire wire;
    private final Scripts scripts;
    private final Set<String> keys;

    /** An empty set of keys takes every key that is not blank. */
    Responder(Wire wire, Scripts scripts, Set<String> keys) {
        this.wire = wire;
        this.scripts = scripts;
        this.keys = keys;
    }

    Wire wire() {
        return wire;
    }

    boolean authorized(ReceivedRequest request) {
        String value = request.header("authorization").orElse("");
        if (!value.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return false;
        }
        String key = value.substring(BEARER.length()).trim();
        return keys.isEmpty() ? !key.isEmpty() : keys.contains(key);
    }

    /** Takes the next step of the scripts that are in charge of this request. */
    Fault fault(ReceivedRequest request) {
        return authorized(request) ? scripts.next(request.model().orElse("")) : Fault.none();
    }

    /** Returns the answer, formed as the fault wants its content. */
    Answer answer(ReceivedRequest request, @Nullable JsonObject json, Fault fault) {
        if (!authorized(request)) {
            return wire.unauthorized();
        }
        Source source = fault.source;
        if (source.kind == Source.Kind.ERROR) {
            ErrorForm form = source.form == null ? wire.errorForm() : source.form;
            return Answer.error(source.status, form, source.text, null);
        }
        if (source.kind == Source.Kind.BODY) {
            return Answer.whole(source.status, source.text, source.bytes);
        }
        if (source.kind == Source.Kind.EMPTY) {
            return request.stream() ? Answer.stream(List.of()) : Answer.json("");
        }
        Answer answer = routed(request, json, fault);
        return source.kind == Source.Kind.MALFORMED ? malformed(answer) : shaped(answer, fault.shape);
    }

    private Answer routed(ReceivedRequest request, @Nullable JsonObject json, Fault fault) {
        String path = request.path();
        boolean get = request.method().equals("GET");
        if (path.endsWith("/models")) {
            return get ? wire.models() : notAllowed();
        }
        int model = path.lastIndexOf("/models/");
        if (model >= 0) {
            String id = path.substring(model + "/models/".length());
            String decoded = URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8);
            return get ? wire.model(decoded.replace("--", "/")) : notAllowed();
        }
        if (!path.endsWith("/completions") && !path.endsWith("/embeddings")) {
            return Answer.error(404, ErrorForm.DETAIL_TEXT, "Not Found", null);
        }
        return request.method().equals("POST") ? posted(request, json, fault) : notAllowed();
    }

    private Answer posted(ReceivedRequest request, @Nullable JsonObject json, Fault fault) {
        if (json == null) {
            return wire.invalid("The body is not a JSON object.", null);
        }
        String model = Wire.modelOf(json);
        if (model.isEmpty()) {
            return wire.invalid("Field required: model", "model");
        }
        if (!scripts.knows(model) && !wire.settings.serves(model)) {
            return wire.unknownModel(model);
        }
        if (fault.shape.asJson()) {
            json.addProperty("stream", false);
        }
        String text = fault.text() != null ? fault.text() : scripts.text(model);
        try {
            return generated(request, json, text);
        } catch (ClassCastException
                | IllegalStateException
                | UnsupportedOperationException
                | NumberFormatException type) {
            // How Gson's trees say that a value has another type than the one asked for.
            return wire.invalid("A field has the wrong type.", null);
        }
    }

    private Answer generated(ReceivedRequest request, JsonObject json, @Nullable String text) {
        String id = request.header("x-request-id").orElseGet(() -> id(request.sequence()));
        if (request.path().endsWith("/chat/completions")) {
            return wire.chat(json, id, text);
        }
        return request.path().endsWith("/completions") ? wire.completion(json, id, text) : wire.embeddings(json, id);
    }

    private Answer shaped(Answer answer, Shape shape) {
        if (answer.events == null) {
            return shape.errorAfter() >= 0 && answer.status == 200
                    ? Answer.error(200, wire.errorForm(), "The model failed although the status says 200.", null)
                    : answer;
        }
        if (shape.equals(Shape.PLAIN)) {
            return answer;
        }
        List<String> events = new ArrayList<>(answer.events);
        if (shape.errorAfter() >= 0) {
            events = new ArrayList<>(events.subList(0, Math.min(shape.errorAfter(), events.size() - 1)));
            events.add(wire.errorEvent());
            events.add("[DONE]");
        }
        if (!shape.done()) {
            events.remove(events.size() - 1);
        }
        if (shape.trailer() != null) {
            events.add(shape.trailer());
        }
        return Answer.stream(events);
    }

    private static Answer malformed(Answer answer) {
        if (answer.events == null) {
            String body = new String(answer.body, StandardCharsets.UTF_8);
            return Answer.whole(answer.status, answer.contentType, Bytes.utf8(broken(body)));
        }
        List<String> events = new ArrayList<>(answer.events);
        events.set(1, broken(events.get(1)));
        return Answer.stream(events);
    }

    private static String broken(String json) {
        return json.substring(0, json.length() / 2);
    }

    private static Answer notAllowed() {
        return Answer.error(405, ErrorForm.DETAIL_TEXT, "Method Not Allowed", null);
    }

    /** Makes an id that looks random and still is the same in every run. */
    private static String id(long sequence) {
        return Long.toHexString(Generator.mix(sequence)) + Long.toHexString(Generator.mix(~sequence));
    }
}
