/*
 * Copyright 2026 The Postern Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.postern.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Runs the rules of a contract and tells which are broken, as JUnit would report them. */
final class BrokenRules {
    private BrokenRules() {}

    /** Returns the failures by the name of the rule. */
    static Map<String, Throwable> of(Object contract) {
        Map<String, Throwable> broken = new TreeMap<>();
        int rules = 0;
        for (Method rule : contract.getClass().getMethods()) {
            if (rule.isAnnotationPresent(Test.class)) {
                rules++;
                try {
                    rule.invoke(contract);
                } catch (InvocationTargetException failed) {
                    broken.put(rule.getName(), failed.getCause());
                } catch (IllegalAccessException impossible) {
                    throw new AssertionError("rules are public", impossible);
                }
            }
        }
        if (rules == 0) {
            throw new AssertionError("a contract without rules: " + contract.getClass());
        }
        return broken;
    }
}
