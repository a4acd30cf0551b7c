/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import dev.postern.api.JsonView;
import dev.postern.engine.regex.Steps;
import dev.postern.spi.Call;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One value of a call by which routers decide, such as {@code metadata.tier}. */
interface CallField {
    /** Returns what a test says of the value, or of there being none. */
    boolean passes(Call call, ValueTest test, Steps steps);

    /** Returns the value as text; null where there is none. */
    @Nullable
    String text(Call call);

    /** Reads such as {@code params.messages.0.role}; null where the text names nothing. */
    static @Nullable CallField of(String text) {
        int dot = text.indexOf('.');
        if (dot < 0 || dot == text.length() - 1) {
            return null;
        }
        String rest = text.substring(dot + 1);
        String root = text.substring(0, dot);
        if (root.equals("metadata")) {
            return new Metadata(rest);
        }
        if (root.equals("headers")) {
            return new Header(rest);
        }
        if (root.equals("params")) {
            List<String> steps = steps(rest);
            return steps.contains("") ? null : new Param(steps);
        }
        return text.equals("url.pathname") ? new Pathname() : null;
    }

    private static List<String> steps(String path) {
        List<String> steps = new ArrayList<>();
        int from = 0;
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', from)) {
            steps.add(path.substring(from, dot));
            from = dot + 1;
        }
        steps.add(path.substring(from));
        return List.copyOf(steps);
    }

    /** A label of the call, the config's own included. */
    record Metadata(String key) implements CallField {
        @Override
        public boolean passes(Call call, ValueTest test, Steps steps) {
            String value = call.metadata().get(key);
            return value == null ? test.onMissing() : test.onText(value, steps);
        }

        @Override
        public @Nullable String text(Call call) {
            return call.metadata().get(key);
        }
    }

    /** A header that came with the call. */
    record Header(String name) implements CallField {
        @Override
        public boolean passes(Call call, ValueTest test, Steps steps) {
            String value = text(call);
            return value == null ? test.onMissing() : test.onText(value, steps);
        }

        @Override
        public @Nullable String text(Call call) {
            return call.options().headers().first(name).orElse(null);
        }
    }

    /** A member of the body at any depth; in lists, a position from 0. */
    record Param(List<String> steps) implements CallField {
        @Override
        public boolean passes(Call call, ValueTest test, Steps budget) {
            JsonView value = view(call);
            return value.exists() ? test.onJson(value, budget) : test.onMissing();
        }

        @Override
        public @Nullable String text(Call call) {
            JsonView value = view(call);
            return !value.exists() || value.isNull() ? null : value.string().orElseGet(value::text);
        }

        private JsonView view(Call call) {
            JsonView view = call.body().json();
            for (int i = 0; i < steps.size(); i++) {
                view = view.isArray() ? view.at(position(steps.get(i))) : view.get(steps.get(i));
            }
            return view;
        }

        private static int position(String step) {
            int position = 0;
            for (int i = 0; i < step.length(); i++) {
                int digit = step.charAt(i) - '0';
                if (digit < 0 || digit > 9 || i > 7) {
                    return -1;
                }
                position = position * 10 + digit;
            }
            return position;
        }
    }

    /** The path of the URL in OpenAI's form. */
    record Pathname() implements CallField {
        private static final String BASE = "/v1/";

        @Override
        public boolean passes(Call call, ValueTest test, Steps steps) {
            return test.onText(text(call), steps);
        }

        @Override
        public String text(Call call) {
            return BASE.concat(call.operation().path());
        }
    }
}
