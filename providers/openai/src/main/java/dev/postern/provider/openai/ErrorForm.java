/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.provider.openai;

import dev.postern.api.Body;
import dev.postern.api.BodyBuilder;
import dev.postern.api.JsonView;
import dev.postern.api.MalformedBodyException;
import dev.postern.spi.UpstreamAnswer;
import java.util.OptionalLong;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Brings errors of every known shape to {@code {"error":{"message","type","param","code"}}}.
 *
 * <p>Read are OpenAI's form, the same members at the root or with {@code error} as a text, FastAPI's {@code detail} as
 * text or list, any other JSON, plain text, HTML and nothing at all. Messages have at most
 * {@value #MAX_MESSAGE_LENGTH} characters and no credentials.
 */
final class ErrorForm {
    static final int BAD_GATEWAY = 502;
    static final int MAX_MESSAGE_LENGTH = 2_000;
    private static final int MAX_WORD_LENGTH = 200;
    private static final int MAX_DETAILS = 20;

    private ErrorForm() {}

    /** Reads the answer of a status that is no success. */
    static Body read(UpstreamAnswer answer) {
        try {
            return read(answer.body(), answer.status());
        } catch (MalformedBodyException e) {
            return ofText(answer.text(), answer.status());
        }
    }

    /** Reads an error that came as JSON. */
    static Body read(Body body, int status) {
        JsonView root = body.json().isArray() ? body.json().at(0) : body.json();
        JsonView error = root.get("error");
        if (error.isObject()) {
            return ofObject(error, status);
        }
        if (!root.exists()) {
            return ofText("", status);
        }
        if (error.kind() == JsonView.Kind.STRING) {
            String text = said(error.string().orElse(""), status);
            return write(text, type(root, status), word(root.get("param")), word(root.get("code")));
        }
        if (root.get("detail").isArray()) {
            return ofDetails(root.get("detail"), status);
        }
        return root.isObject() ? ofObject(root, status) : ofText(root.string().orElse(root.text()), status);
    }

    /** Reads an error that came as text. */
    static Body ofText(String text, int status) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return write("HTTP " + status + " without a body", typeOf(status), null, null);
        }
        if (trimmed.startsWith("<")) {
            return write("HTTP " + status + " with an HTML page", typeOf(status), null, null);
        }
        return write(trimmed, typeOf(status), null, null);
    }

    /** Says what is wrong with an answer that claims success. */
    static Body unusable(String problem) {
        return write(problem, "upstream_error", null, null);
    }

    /** Returns the status that an error inside a success stands for: its code where it is 400 to 599, else 502. */
    static int status(Body body) {
        JsonView root = body.json().isArray() ? body.json().at(0) : body.json();
        JsonView error = root.get("error");
        JsonView code = error.isObject() ? error.get("code") : root.get("code");
        OptionalLong number = code.integer();
        long status = number.isPresent()
                ? number.getAsLong()
                : code.string().map(ErrorForm::parse).orElse(0);
        return status >= 400 && status <= 599 ? (int) status : BAD_GATEWAY;
    }

    private static int parse(String text) {
        if (text.length() != 3) {
            return 0;
        }
        int number = 0;
        for (int i = 0; i < 3; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }

    private static Body ofObject(JsonView error, int status) {
        JsonView message = error.get("message");
        if (!message.exists() || message.isNull()) {
            message = error.get("detail");
        }
        String text = message.string().orElseGet(message.exists() && !message.isNull() ? message::text : error::text);
        return write(said(text, status), type(error, status), word(error.get("param")), word(error.get("code")));
    }

    private static String said(String message, int status) {
        return message.isBlank() ? "HTTP " + status + " without a message" : message;
    }

    /** Reads {@code [{"loc":["body","messages",0],"msg":"field required","type":…}]}. */
    private static Body ofDetails(JsonView details, int status) {
        StringJoiner message = new StringJoiner("; ");
        String param = null;
        int count = 0;
        for (JsonView detail : details.elements()) {
            if (++count > MAX_DETAILS) {
                break;
            }
            String place = place(detail.get("loc"));
            String problem =
                    detail.get("msg").string().orElseGet(() -> detail.string().orElseGet(detail::text));
            message.add(place.isEmpty() ? problem : place + ": " + problem);
            param = count == 1 && !place.isEmpty() ? place : param;
        }
        return write(said(message.toString(), status), typeOf(status), param, null);
    }

    private static String place(JsonView location) {
        StringJoiner place = new StringJoiner(".");
        int position = 0;
        for (JsonView step : location.elements()) {
            if (position++ > 0 || !step.stringEquals("body")) {
                place.add(step.string().orElseGet(step::text));
            }
        }
        return place.toString();
    }

    private static String type(JsonView error, int status) {
        return error.get("type").string().filter(type -> !type.isBlank()).orElseGet(() -> typeOf(status));
    }

    /** Returns a text as it is, nothing for null and empty containers, and any other JSON as its text. */
    private static @Nullable String word(JsonView value) {
        boolean container = value.isObject() || value.isArray();
        if (!value.exists() || value.isNull() || (container && value.size() == 0)) {
            return null;
        }
        return value.string().orElseGet(value::text);
    }

    private static String typeOf(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 408 -> "timeout_error";
            case 429 -> "rate_limit_error";
            default -> status >= 400 && status < 500 ? "invalid_request_error" : "upstream_error";
        };
    }

    private static Body write(String message, String type, @Nullable String param, @Nullable String code) {
        BodyBuilder body = Body.object()
                .beginObject("error")
                .put("message", printable(message, MAX_MESSAGE_LENGTH))
                .put("type", printable(type, MAX_WORD_LENGTH));
        put(body, "param", param);
        put(body, "code", code);
        return body.end().build();
    }

    private static void put(BodyBuilder body, String name, @Nullable String value) {
        if (value == null) {
            body.putNull(name);
        } else {
            body.put(name, printable(value, MAX_WORD_LENGTH));
        }
    }

    /** Bounds a text first, so that masking costs no more for a hostile one; a key cut by that is masked all the same. */
    private static String printable(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return CredentialMask.apply(text);
        }
        int cut = Character.isHighSurrogate(text.charAt(maxLength - 2)) ? maxLength - 2 : maxLength - 1;
        return CredentialMask.apply(text.substring(0, cut)) + "…";
    }
}
