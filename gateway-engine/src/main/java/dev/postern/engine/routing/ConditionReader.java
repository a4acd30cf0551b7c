/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.engine.routing;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.postern.engine.config.Found;
import dev.postern.engine.config.JsonPaths;
import dev.postern.engine.config.Problems;
import dev.postern.engine.regex.LinearRegex;
import dev.postern.engine.regex.PatternException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the queries of one router; what is wrong is noted, and is then missing in the result. */
final class ConditionReader {
    // All are asked of a call before it leaves, and each may walk through the body.
    private static final int MAX_COMPARISONS = 256;
    private static final String OPERATORS = "$eq, $ne, $gt, $gte, $lt, $lte, $in, $nin, $regex";
    private static final String SCALAR = "a string, a number, true, false or null";

    private final Problems problems;
    private final Set<String> metadata = new LinkedHashSet<>();
    private int comparisons;
    private boolean usesRegex;

    ConditionReader(Problems problems) {
        this.problems = problems;
    }

    /** Returns the keys of the metadata that the queries read so far ask for. */
    Set<String> metadata() {
        return metadata;
    }

    boolean usesRegex() {
        return usesRegex;
    }

    /** Reads one query. */
    Condition query(String path, JsonElement query) {
        List<Condition> all = new ArrayList<>();
        if (!(query instanceof JsonObject object) || object.isEmpty()) {
            problems.add(path, "expected an object with at least one condition, found " + Found.describe(path, query));
            return Condition.all(all);
        }
        for (Map.Entry<String, JsonElement> member : object.entrySet()) {
            String key = member.getKey();
            String place = JsonPaths.member(path, key);
            if (key.equals("$and")) {
                all.addAll(list(place, member.getValue()));
            } else if (key.equals("$or")) {
                all.add(Condition.any(list(place, member.getValue())));
            } else if (key.startsWith("$")) {
                problems.add(place, "unknown operator; expected $and or $or, or a field and in it one of " + OPERATORS);
            } else {
                field(place, key, member.getValue(), all);
            }
        }
        return all.size() == 1 ? all.get(0) : Condition.all(List.copyOf(all));
    }

    private List<Condition> list(String path, JsonElement value) {
        List<Condition> conditions = new ArrayList<>();
        if (!(value instanceof JsonArray array) || array.isEmpty()) {
            problems.add(path, "expected a list of at least one query, found " + Found.describe(path, value));
            return conditions;
        }
        for (int i = 0; i < array.size(); i++) {
            conditions.add(query(JsonPaths.item(path, i), array.get(i)));
        }
        return List.copyOf(conditions);
    }

    private void field(String path, String name, JsonElement value, List<Condition> all) {
        CallField field = CallField.of(name);
        if (field == null || field instanceof CallField.Header) {
            problems.add(path, "unknown field; expected metadata.<key>, params.<name> or url.pathname");
            return;
        }
        if (field instanceof CallField.Metadata label) {
            metadata.add(label.key());
        }
        if (!(value instanceof JsonObject operators)) {
            add(field, scalar(path, value), path, all);
            return;
        }
        if (operators.isEmpty()) {
            problems.add(path, "expected a value or one of " + OPERATORS + ", found {}");
        }
        for (Map.Entry<String, JsonElement> operator : operators.entrySet()) {
            String place = JsonPaths.member(path, operator.getKey());
            add(field, test(place, operator.getKey(), operator.getValue()), place, all);
        }
    }

    private void add(CallField field, @Nullable ValueTest test, String path, List<Condition> all) {
        if (++comparisons == MAX_COMPARISONS + 1) {
            problems.add(path, "more than " + MAX_COMPARISONS + " comparisons in one router");
        }
        if (test != null) {
            all.add((call, steps) -> field.passes(call, test, steps));
        }
    }

    private @Nullable ValueTest test(String path, String operator, JsonElement operand) {
        return switch (operator) {
            case "$eq" -> scalar(path, operand);
            case "$ne" -> not(scalar(path, operand));
            case "$in" -> oneOf(path, operand);
            case "$nin" -> not(oneOf(path, operand));
            case "$gt" -> compared(path, operand, true, false);
            case "$gte" -> compared(path, operand, true, true);
            case "$lt" -> compared(path, operand, false, false);
            case "$lte" -> compared(path, operand, false, true);
            case "$regex" -> regex(path, operand);
            default -> {
                problems.add(path, "unknown operator; expected one of " + OPERATORS);
                yield null;
            }
        };
    }

    private static @Nullable ValueTest not(@Nullable ValueTest test) {
        return test == null ? null : new ValueTest.Not(test);
    }

    private @Nullable ValueTest scalar(String path, JsonElement value) {
        if (value.isJsonNull()) {
            return new ValueTest.IsLiteral("null");
        }
        if (value instanceof JsonPrimitive primitive) {
            if (primitive.isString()) {
                return new ValueTest.IsText(primitive.getAsString());
            }
            if (primitive.isBoolean()) {
                return new ValueTest.IsLiteral(primitive.getAsString());
            }
            BigDecimal number = Operand.read(primitive.getAsString());
            if (number != null) {
                return new ValueTest.IsNumber(new Operand(number));
            }
        }
        problems.add(path, "expected " + SCALAR + ", found " + Found.describe(path, value));
        return null;
    }

    private @Nullable ValueTest oneOf(String path, JsonElement operand) {
        if (!(operand instanceof JsonArray array)) {
            problems.add(path, "expected a list, found " + Found.describe(path, operand));
            return null;
        }
        List<ValueTest> tests = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            ValueTest test = scalar(JsonPaths.item(path, i), array.get(i));
            if (test != null) {
                tests.add(test);
            }
        }
        return new ValueTest.IsOneOf(List.copyOf(tests));
    }

    private @Nullable ValueTest compared(String path, JsonElement operand, boolean above, boolean orEqual) {
        boolean candidate = operand instanceof JsonPrimitive primitive && !primitive.isBoolean();
        BigDecimal number = candidate ? Operand.read(operand.getAsString()) : null;
        if (number == null) {
            problems.add(path, "expected a number, found " + Found.describe(path, operand));
            return null;
        }
        return new ValueTest.Compared(new Operand(number), above, orEqual);
    }

    private @Nullable ValueTest regex(String path, JsonElement operand) {
        if (!(operand instanceof JsonPrimitive primitive) || !primitive.isString()) {
            problems.add(path, "expected a regular expression as a string, found " + Found.describe(path, operand));
            return null;
        }
        usesRegex = true;
        try {
            return new ValueTest.Contains(LinearRegex.compile(primitive.getAsString()));
        } catch (PatternException e) {
            problems.add(path, "bad regular expression: " + e.problem());
            return null;
        }
    }
}
