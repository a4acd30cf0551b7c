/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/** Names the shape of an error body; real upstreams mix all of these. */
public enum ErrorForm {
    /** Endpoints: {@code {"error":{message,internal_message,code:<int>,type,param:{}}}} beside null siblings. */
    ENDPOINTS,
    /** FastAPI validation: {@code {"detail":[{loc,msg,type}]}}. */
    DETAIL_LIST,
    /** FastAPI: {@code {"detail":"text"}}. */
    DETAIL_TEXT,
    /** OpenAI: {@code {"error":{message,type,param,code}}} with {@code code} a string or null. */
    OPENAI,
    /** vLLM now: OpenAI's form with {@code code} as a number. */
    VLLM,
    /** vLLM before 2025: {@code {"object":"error",message,type,param,code:<int>}}. */
    VLLM_FLAT,
    /** Ray Serve validation: OpenAI's form with any JSON in {@code param} and {@code code:"invalid_parameter"}. */
    INVALID_PARAMETER,
    /** vLLM's key check: {@code {"error":"Unauthorized"}}. */
    ERROR_TEXT,
    /** A load balancer's plain text. */
    PLAIN_TEXT,
    /** A proxy's HTML page. */
    HTML;

    String contentType() {
        return this == PLAIN_TEXT
                ? "text/plain; charset=utf-8"
                : this == HTML ? "text/html; charset=utf-8" : "application/json";
    }

    /** Renders the body; {@code field} is the offending request field, if one is known. */
    String body(int status, String message, @Nullable String field) {
        return switch (this) {
            case ENDPOINTS -> endpoints(status, message).toString();
            case DETAIL_LIST -> Json.object("detail", detail(message, field)).toString();
            case DETAIL_TEXT -> Json.object("detail", message).toString();
            case ERROR_TEXT -> Json.object("error", message).toString();
            case VLLM_FLAT -> flat(status, message).toString();
            case PLAIN_TEXT -> message;
            case HTML ->
                "<html><head><title>" + status + "</title></head><body><h1>" + message + "</h1></body></html>\n";
            default -> Json.object("error", error(status, message, field)).toString();
        };
    }

    /** Returns the error as the {@code error} object of a stream's chunk. */
    JsonObject error(int status, String message, @Nullable String field) {
        Object param = field == null ? JsonNull.INSTANCE : field;
        return switch (this) {
            case ENDPOINTS -> endpoints(status, message).getAsJsonObject("error");
            case VLLM -> openAi(message, vllmType(status), param, status);
            case INVALID_PARAMETER -> invalidParameter(message, field);
            default -> openAi(message, openAiType(status), param, JsonNull.INSTANCE);
        };
    }

    private static JsonObject flat(int status, String message) {
        JsonObject flat = openAi(message, vllmType(status), JsonNull.INSTANCE, status);
        flat.addProperty("object", "error");
        return flat;
    }

    private static JsonObject invalidParameter(String message, @Nullable String field) {
        JsonObject param = Json.object("loc", location(field), "input", JsonNull.INSTANCE);
        return openAi(message, "invalid_request_error", param, "invalid_parameter");
    }

    private static JsonObject endpoints(int status, String message) {
        JsonObject error = Json.object(
                "message", message,
                "internal_message", message,
                "code", status,
                "type", endpointsType(status),
                "param", new JsonObject());
        return Json.object(
                "id", JsonNull.INSTANCE,
                "object", JsonNull.INSTANCE,
                "created", JsonNull.INSTANCE,
                "model", JsonNull.INSTANCE,
                "choices", JsonNull.INSTANCE,
                "usage", JsonNull.INSTANCE,
                "error", error);
    }

    private static JsonObject openAi(String message, String type, Object param, Object code) {
        return Json.object("message", message, "type", type, "param", param, "code", code);
    }

    private static JsonArray detail(String message, @Nullable String field) {
        JsonArray list = new JsonArray();
        list.add(Json.object("loc", location(field), "msg", message, "type", "value_error"));
        return list;
    }

    private static JsonArray location(@Nullable String field) {
        JsonArray location = new JsonArray();
        location.add("body");
        if (field != null) {
            location.add(field);
        }
        return location;
    }

    private static String endpointsType(int status) {
        return switch (status) {
            case 400 -> "ValidationError";
            case 401 -> "AuthenticationError";
            case 404 -> "NotFoundError";
            case 429 -> "RateLimitError";
            default -> status >= 500 ? "InternalServerError" : "InvalidRequestError";
        };
    }

    private static String vllmType(int status) {
        return switch (status) {
            case 404 -> "NotFoundError";
            case 408 -> "RequestTimeout";
            case 429 -> "TooManyRequestsError";
            default -> status >= 500 ? "InternalServerError" : "BadRequestError";
        };
    }

    private static String openAiType(int status) {
        return status == 429 ? "rate_limit_error" : status >= 500 ? "server_error" : "invalid_request_error";
    }
}
