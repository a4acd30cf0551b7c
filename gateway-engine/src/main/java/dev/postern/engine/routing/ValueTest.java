/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import dev.postern.api.JsonView;
import dev.postern.engine.regex.LinearRegex;
import dev.postern.engine.regex.Steps;
import java.util.List;

/** What a condition asks of one value; immutable. */
interface ValueTest {
    /** Returns what it says of a text that is no JSON. */
    boolean onText(String value, Steps steps);

    /** Returns what it says of a value of the body. */
    boolean onJson(JsonView value, Steps steps);

    /** Returns what it says where there is no value. */
    default boolean onMissing() {
        return false;
    }

    /** Whether the value is this text. */
    record IsText(String text) implements ValueTest {
        @Override
        public boolean onText(String value, Steps steps) {
            return text.equals(value);
        }

        @Override
        public boolean onJson(JsonView value, Steps steps) {
            return value.stringEquals(text);
        }
    }

    /** Whether the value is this number, however it is written; a text never is. */
    record IsNumber(Operand number) implements ValueTest {
        @Override
        public boolean onText(String value, Steps steps) {
            return false;
        }

        @Override
        public boolean onJson(JsonView value, Steps steps) {
            return number.order(value) == 0;
        }
    }

    /** Whether the value is {@code true}, {@code false} or {@code null}. */
    record IsLiteral(String literal) implements ValueTest {
        @Override
        public boolean onText(String value, Steps steps) {
            return false;
        }

        @Override
        public boolean onJson(JsonView value, Steps steps) {
            return value.isNull()
                    ? literal.equals("null")
                    : value.kind() == JsonView.Kind.BOOLEAN
                            && literal.equals(value.bool().orElse(false) ? "true" : "false");
        }
    }

    /** Whether the value is one of several. */
    record IsOneOf(List<ValueTest> tests) implements ValueTest {
        @Override
        public boolean onText(String value, Steps steps) {
            for (int i = 0; i < tests.size(); i++) {
                if (tests.get(i).onText(value, steps)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean onJson(JsonView value, Steps steps) {
            for (int i = 0; i < tests.size(); i++) {
                if (tests.get(i).onJson(value, steps)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Whether another test fails; a value that is not there passes. */
    record Not(ValueTest test) implements ValueTest {
        @Override
        public boolean onText(String value, Steps steps) {
            return !test.onText(value, steps);
        }

        @Override
        public boolean onJson(JsonView value, Steps steps) {
            return !test.onJson(value, steps);
        }

        @Override
        public boolean onMissing() {
            return true;
        }
    }

    /** Whether the value, a number or a text that is one, lies on one side of another. */
    record Compared(Operand operand, boolean above, boolean orEqual) implements ValueTest {
        @Override
        public boolean onText(String value, Steps steps) {
            return holds(operand.order(value));
        }

        @Override
        public boolean onJson(JsonView value, Steps steps) {
            return holds(
                    value.kind() == JsonView.Kind.STRING
                            ? operand.order(value.string().orElse(""))
                            : operand.order(value));
        }

        private boolean holds(int order) {
            if (order == 0) {
                return orEqual;
            }
            return order != Operand.INCOMPARABLE && (order > 0) == above;
        }
    }

    /** Whether an expression is found in a text. */
    record Contains(LinearRegex regex) implements ValueTest {
        @Override
        public boolean onText(String value, Steps steps) {
            return regex.find(value, steps);
        }

        @Override
        public boolean onJson(JsonView value, Steps steps) {
            return value.kind() == JsonView.Kind.STRING
                    && regex.find(value.string().orElse(""), steps);
        }
    }
}
